namespace Training.Domain.Agenda;

/// <summary>Who reads the agenda: it never lists what is not the reader's, nor a page that would not open.</summary>
public sealed record AgendaReader
{
    /// <summary>The clock, which looks for whoever it waits for.</summary>
    public static AgendaReader Everybody { get; } = new() { May = _ => true };

    /// <summary>Whether the reader has a verb.</summary>
    public required Func<string, bool> May { get; init; }

    /// <summary>A member of the pool sees the own affairs alone, whatever the region holds; null for everybody else.</summary>
    public long? Member { get; init; }
}
