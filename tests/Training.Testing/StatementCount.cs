using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Training.Testing;

/// <summary>Counts the SQL statements that an act sends, on whatever context it opens.</summary>
public sealed class StatementCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<StrongBox?> Current = new();
    private static readonly StatementCount Listener = new();

    static StatementCount() => DiagnosticListener.AllListeners.Subscribe(Listener);

    private StatementCount()
    {
    }

    public static async Task<int> OfAsync(Func<Task> act)
    {
        var box = new StrongBox();
        Current.Value = box;
        try
        {
            await act();
            return box.Count;
        }
        finally
        {
            Current.Value = null;
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            value.Subscribe(this, name => name == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted");
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value is { } box)
        {
            Interlocked.Increment(ref box.Count);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private sealed class StrongBox
    {
        public int Count;
    }
}
