namespace Training.Jobs.Demonstration;

/// <summary>The wall clock of one moment: the steps of the demonstration lie days apart.</summary>
internal sealed class Moment(DateTime utc) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(utc, TimeSpan.Zero);
}
