using System.Globalization;
using Training.Domain.Regions;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Web.Features.Trainers;

public sealed record ChoiceOptions(string? Words, IReadOnlyList<(string Value, string Words)> Options);

/// <summary>For <c>_Choices</c>: boxes or circles of one field, in groups.</summary>
public sealed record ChoiceGroup(string Name, string Legend, string? Hint, IReadOnlyCollection<string> Chosen, bool One, params IReadOnlyList<ChoiceOptions> Groups)
{
    public static ChoiceGroup Kinds(PoolForm form, string legend) => new(
        nameof(form.Kind), legend, null, form.Kind is { } kind ? [kind.ToString()] : [], One: true,
        new ChoiceOptions(null, [.. Enum.GetValues<TalentKind>().Select(k => (k.ToString(), PoolWords.Of(k)))]));

    public static ChoiceGroup Topics(PoolForm form, string legend, string hint) => new(
        nameof(form.Topics), legend, hint, form.Topics, One: false,
        Of(form, "站点课的五类", TopicVocabulary.Station), Of(form, "音视频课的八类", TopicVocabulary.Course));

    public static ChoiceGroup Counties(PoolForm form, string legend, string? hint) => new(
        nameof(form.Counties), legend, hint, form.Counties, One: false,
        new ChoiceOptions(null, [.. form.AllCounties.Select(c => (RegionCodes.Short(c.Code), c.Name))]));

    private static ChoiceOptions Of(PoolForm form, string words, TopicVocabulary vocabulary) =>
        new(words, [.. form.AllTopics.Where(t => t.Vocabulary == vocabulary).Select(t => (t.Code, t.Name))]);
}

/// <summary>For <c>_Week</c>: the parts of the week that are free.</summary>
public sealed record WeekGrid(IReadOnlyCollection<int> Chosen, bool MayChange)
{
    public static readonly string[] Days = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

    public static int Slot(int day, DayPart part) => (day * 3) + (int)part;

    public static string Text(int slot) => slot.ToString(CultureInfo.InvariantCulture);

    public static WeekGrid Of(int? times) =>
        new([.. Enumerable.Range(0, FreeTimes.Slots).Where(slot => FreeTimes.Holds(times, slot))], MayChange: false);
}
