using Training.Domain.Trainers;

namespace Training.Domain.Tests.Trainers;

/// <summary>Papers, hours, free times and the order that is proposed for the selection.</summary>
public class PoolRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 18);
    private static readonly KindTerms Nursing = PoolTerms.Shipped.For(TalentKind.Nursing);

    [Theory]
    [InlineData("2026-11-18", PapersState.RunningOut)]
    [InlineData("2026-11-17", PapersState.Lapsed)]
    [InlineData("2027-01-16", PapersState.RunningOut)]
    [InlineData("2027-01-17", PapersState.Valid)]
    [InlineData(null, PapersState.Valid)]
    public void A_paper_holds_through_its_last_day(string? until, PapersState expected) =>
        Assert.Equal(expected, PaperRules.On(Today, Nursing, 60, [Paper("2024-01-01", until)]).State);

    [Fact]
    public void One_valid_paper_is_enough_and_a_renewal_without_a_gap_counts_as_one()
    {
        Assert.Equal(PapersState.Missing, PaperRules.On(Today, Nursing, 60, []).State);
        Assert.Equal(PapersState.Missing, PaperRules.On(Today, Nursing, 60, [Paper("2024-01-01", null, required: false)]).State);
        Assert.Equal(PapersState.NotNeeded, PaperRules.On(Today, PoolTerms.Shipped.For(TalentKind.Volunteer), 60, []).State);
        Assert.Equal(
            new PapersStanding(PapersState.Valid, new DateOnly(2028, 11, 30)),
            PaperRules.On(Today, Nursing, 60, [Paper("2024-01-01", "2026-11-30"), Paper("2026-12-01", "2028-11-30")]));
        Assert.Equal(
            new PapersStanding(PapersState.RunningOut, new DateOnly(2026, 11, 30)),
            PaperRules.On(Today, Nursing, 60, [Paper("2024-01-01", "2026-11-30"), Paper("2026-12-02", "2028-11-30")]));
        Assert.Equal(
            new PapersStanding(PapersState.Lapsed, new DateOnly(2025, 6, 1)),
            PaperRules.On(Today, Nursing, 60, [Paper("2020-01-01", "2025-06-01"), Paper("2020-01-01", "2023-06-01")]));
    }

    [Fact]
    public void Hours_taught_and_learnt_are_told_apart_and_struck_entries_do_not_count()
    {
        TrainingHours[] entries = [Hours(6.5m), Hours(8, struck: "记重了")];
        var standing = HourRules.Of(PoolTerms.Shipped.Hours, Nursing, 125, entries);

        Assert.Equal((2.0m, 6.5m, 60, 8.5m, 51.5m), (standing.Taught, standing.Learnt, standing.Needed, standing.Counted, standing.Missing));
        Assert.Null(HourRules.Of(PoolTerms.Shipped.Hours, PoolTerms.Shipped.For(TalentKind.Volunteer), 0, []).Needed);
        Assert.Equal(6.5m, HourRules.Of(PoolTerms.Shipped.Hours with { CountsTaught = false }, Nursing, 125, entries).Counted);
    }

    [Fact]
    public void Every_part_of_the_week_is_one_slot()
    {
        var slots = FreeTimes.Week.SelectMany(day => Enum.GetValues<DayPart>().Select(part => FreeTimes.Slot(day, part))).ToList();
        Assert.Equal(Enumerable.Range(0, FreeTimes.Slots), slots);
        var set = FreeTimes.Of([0, 20, 21, -1]);
        Assert.Equal([0, 20], Enumerable.Range(0, FreeTimes.Slots).Where(s => FreeTimes.Holds(set, s)));
        // 2026-11-23 is a Monday.
        Assert.True(FreeTimes.Allow(set, new DateOnly(2026, 11, 23), new TimeOnly(9, 0)));
        Assert.False(FreeTimes.Allow(set, new DateOnly(2026, 11, 23), new TimeOnly(14, 0)));
        Assert.True(FreeTimes.Allow(null, new DateOnly(2026, 11, 23), new TimeOnly(14, 0)));
    }

    [Fact]
    public void Who_teaches_what_the_county_lacks_comes_first_and_the_points_say_why()
    {
        TopicNeed[] needs = [new("rehabilitation", "康复护理", 38, 0), new("daily-care", "生活照护", 40, 9), new("wellness", "养生保健", 0, 0)];
        KindNeed[] kinds = [new("专业人才", 7, 7, true), new("社工人才", 5, 7, false)];
        CandidateRank Rank(TalentKind kind, params string[] topics) => SelectionRules.Of(Guid.NewGuid(), kind, topics.ToHashSet(), needs, kinds);

        var rare = Rank(TalentKind.Nursing, "rehabilitation");
        var usual = Rank(TalentKind.Nursing, "daily-care", "wellness");
        var worker = Rank(TalentKind.SocialWorker, "daily-care");

        Assert.True(rare.Points > worker.Points && worker.Points > usual.Points, $"{rare.Points} {worker.Points} {usual.Points}");
        Assert.Contains(rare.Reasons, r => r.Words == "康复护理：38 次课，还没有人能教");
        Assert.Contains(worker.Reasons, r => r.Words == "社工人才有 5 人，差 2 人");
        Assert.DoesNotContain(Rank(TalentKind.Volunteer, "daily-care").Reasons, r => r.Words.Contains("社工人才", StringComparison.Ordinal));
        Assert.Equal(rare.Points, rare.Reasons.Sum(r => r.Points));
        Assert.Equal(0, SelectionRules.Of(Guid.NewGuid(), TalentKind.Nursing, new HashSet<string> { "wellness" }, [needs[2]], []).Points);
    }

    private static TrainerCertificate Paper(string issued, string? until, bool required = true) => new()
    {
        Name = "护士执业证书", Number = "1", Issuer = "濮阳市卫健委", IssuedOn = DateOnly.Parse(issued), ValidUntil = until is null ? null : DateOnly.Parse(until), IsRequired = required,
    };

    private static TrainingHours Hours(decimal hours, string? struck = null) => new() { Hours = hours, What = "失智照护培训班", OnDate = Today, StruckReason = struck };
}
