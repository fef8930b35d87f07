using System.Globalization;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>What one version of a standard says otherwise than another, sentence by sentence, as an officer would tell it.</summary>
public static class StandardDifference
{
    public static IReadOnlyList<string> Between(StandardDefinition old, StandardDefinition next)
    {
        var said = new List<string>();
        Say("名称", old.Title, next.Title);
        Say("文号", old.Document, next.Document);
        Say("印发日期", Day(old.IssuedOn), Day(next.IssuedOn));
        Say("起用的月份", Of(old.InForceFrom), Of(next.InForceFrom));
        Say("关账日", $"次月 {old.Settings.MonthClosesOnDay} 号", $"次月 {next.Settings.MonthClosesOnDay} 号");
        Say("项目年度", $"从 {old.Settings.ProgrammeYearStartsInMonth} 月起", $"从 {next.Settings.ProgrammeYearStartsInMonth} 月起");
        Say("“意见意见”", old.Settings.PrintDoubledOpinion ? "照原件印" : "改正了印", next.Settings.PrintDoubledOpinion ? "照原件印" : "改正了印");
        Lists(old.Items.ToDictionary(i => i.Code), next.Items.ToDictionary(i => i.Code), i => $"{i.Code} {i.Content}", Item);
        Lists(old.Duties.ToDictionary(d => d.Code), next.Duties.ToDictionary(d => d.Code), d => $"{d.Code} {d.Content}（表外）", Duty);
        Lists(old.Rulings.ToDictionary(r => r.Id), next.Rulings.ToDictionary(r => r.Id), r => $"分歧 {r.Id} {r.Subject}", Dispute);
        return said;

        void Say(string what, string before, string after)
        {
            if (before != after)
            {
                said.Add(before.Length == 0 ? $"{what}：补上“{after}”" : after.Length == 0 ? $"{what}：去掉“{before}”" : $"{what}：由“{before}”改为“{after}”");
            }
        }

        void Lists<T>(Dictionary<string, T> before, Dictionary<string, T> after, Func<T, string> name, Action<T, T> compare)
        {
            said.AddRange(before.Where(o => !after.ContainsKey(o.Key)).Select(o => $"去掉 {name(o.Value)}"));
            foreach (var (key, value) in after)
            {
                if (before.TryGetValue(key, out var was))
                {
                    compare(was, value);
                }
                else
                {
                    said.Add($"新增 {name(value)}");
                }
            }
        }

        void Item(StandardItem was, StandardItem now)
        {
            var name = $"{now.Code} {now.Content}";
            Say($"{was.Code} 项目内容", was.Content, now.Content);
            Counted(name, was.Measure, now.Measure);
            Say($"{name} 的具体要求", was.Requirement, now.Requirement);
            Say($"{name} 的出处", was.Clause, now.Clause);
            Say($"{name} 的数法", was.Counts, now.Counts);
            Say($"{name} 的佐证材料", was.Evidence, now.Evidence);
            Say($"{name} 达标时的写法", was.Says.Met, now.Says.Met);
            Say($"{name} 没达标时的写法", was.Says.Short, now.Says.Short);
        }

        void Duty(TextDuty was, TextDuty now)
        {
            var name = $"{now.Code} {now.Content}";
            Say($"{name} 的正文要求", was.Requirement, now.Requirement);
            Say($"{name} 的出处", was.Clause, now.Clause);
            if (was.Measure is { } before && now.Measure is { } after)
            {
                Counted(name, before, after);
            }
            else if (was.Measure is null != now.Measure is null)
            {
                said.Add(now.Measure is null ? $"{name}：不再自动核算" : $"{name}：改为自动核算");
            }
        }

        void Dispute(Ruling was, Ruling now)
        {
            Say($"分歧 {now.Id} 的说法", was.Says, now.Says);
            Say($"分歧 {now.Id} 的读法", string.Join("、", was.Readings.Select(r => r.Label)), string.Join("、", now.Readings.Select(r => r.Label)));
        }

        void Counted(string name, Measure was, Measure now)
        {
            Say($"{name} 的要求", $"{Number(was.Threshold)} {was.Unit}", $"{Number(now.Threshold)} {now.Unit}");
            Say($"{name} 以后的要求", Steps(was), Steps(now));
            Say($"{name} 的指标", was.Metric, now.Metric);
            Say($"{name} 的算法", $"{was.Aggregator}/{was.Scope}/{was.Period}", $"{now.Aggregator}/{now.Scope}/{now.Period}");
        }
    }

    private static string Steps(Measure measure) => string.Join("，", measure.Steps.Select(s => $"{Of(s.InForceFrom)}起 {Number(s.Threshold)} {measure.Unit}"));

    private static string Of(Month month) => $"{month.Year}年{month.MonthOfYear}月";

    private static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
