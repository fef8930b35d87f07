using Training.Domain.Shared;

namespace Training.Domain.Tests.Shared;

public sealed class MonthTests
{
    [Theory]
    [InlineData("2026-09-30T15:59:59Z", "2026-09")]
    [InlineData("2026-09-30T16:00:00Z", "2026-10")]
    public void An_instant_belongs_to_its_month_in_Shanghai(string utc, string month) =>
        Assert.Equal(month, Month.Of(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime).ToString());

    [Fact]
    public void A_month_begins_and_ends_at_midnight_in_Shanghai()
    {
        var october = Month.From(2026, 10);
        Assert.Equal(new DateTime(2026, 9, 30, 16, 0, 0, DateTimeKind.Utc), october.StartUtc);
        Assert.Equal(october.Next.StartUtc, october.EndUtc);
        Assert.Equal(Month.From(2025, 12), Month.From(2026, 1).Previous);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("202610")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_than_yyyy_mm_is_not_a_month(string? text) => Assert.False(Month.TryParse(text, out _));
}
