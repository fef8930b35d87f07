using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Training.Benchmarks;

/// <summary>Keeps the statements of a use case with their parameters, to be sent again without it.</summary>
internal sealed class CommandRecorder : DbCommandInterceptor
{
    private readonly List<(string Text, List<(string Name, object? Value)> Parameters)> taken = [];
    private bool stopped;

    public void Stop() => stopped = true;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (!stopped)
        {
            taken.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
        }

        return ValueTask.FromResult(result);
    }

    public IReadOnlyList<DbCommand> Replayable(DbConnection connection) =>
    [
        .. taken.Select(t =>
        {
            var command = connection.CreateCommand();
#pragma warning disable CA2100 // the product's own statement
            command.CommandText = t.Text;
#pragma warning restore CA2100
            foreach (var (name, value) in t.Parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            return command;
        }),
    ];
}
