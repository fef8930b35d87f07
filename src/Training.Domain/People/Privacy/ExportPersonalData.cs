using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

public enum ExportForm
{
    Page,
    Word,
    Json,
}

public sealed record ExportInput
{
    public required Guid PersonKey { get; init; }

    public required ExportForm Form { get; init; }

    /// <summary>Who asked and how it was made sure that it is the person; no numbers.</summary>
    public required string? Words { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record ExportSection(string Title, IReadOnlyList<PersonalRecord> Records);

public sealed record PersonalExport(string Name, DateTime MadeUtc, IReadOnlyList<ExportSection> Sections);

public sealed record ExportNeedsWords() : Refusal("写明谁来申请、怎样核对的身份，4 到 200 个字。", nameof(ExportInput.Words));

public sealed record ExportedTooMany(int Most) : Refusal($"今天已经导出了 {Most} 次，明天再来。");

/// <summary>
/// Everything the installation keeps about one person, across all rooms, for the person who asks for a copy (《个人信息保护法》第四十五条).
/// Written down like an unmasking; the person's own list of who opened what is part of it.
/// </summary>
public sealed class ExportPersonalData(
    TrainingDbContext db, PersonInReach reach, IEnumerable<IPersonalDataSource> sources, TimeProvider clock)
{
    public const int MostADay = 20;

    public async Task<Result<PersonalExport>> RunAsync(ExportInput input, CancellationToken ct = default)
    {
        if (await reach.FindAsync(input.PersonKey, ct) is not { ErasedUtc: null } person)
        {
            return new NotFound("这个人");
        }

        if (input.Words is null || input.Words.Trim().Length < UnmaskPersonalValue.WordsMinLength || input.Words.Length > UnmaskPersonalValue.WordsMaxLength)
        {
            return new ExportNeedsWords();
        }

        if (PrivacyWords.CarryNumber(input.Words))
        {
            return new WordsCarryNumber();
        }

        var now = clock.UtcNow();
        var since = now.AddDays(-1);
        if (await db.AuditEntries().IgnoreQueryFilters()
            .CountAsync(a => a.ActorId == input.Actor.AccountId && a.OccurredUtc > since && a.Process == nameof(ExportPersonalData), ct) >= MostADay)
        {
            return new ExportedTooMany(MostADay);
        }

        var subject = await reach.SubjectAsync(person, ct);
        var sections = new List<ExportSection>();
        foreach (var source in sources.OrderBy(s => s.Order).ThenBy(s => s.Title, StringComparer.Ordinal))
        {
            sections.Add(new ExportSection(source.Title, await source.ReadAsync(subject, ct)));
        }

        sections.Add(new ExportSection("谁打开过我的信息", await OpeningsAsync(subject, ct)));
        await AuditTrail.AppendAsync(
            db, Person.AuditStream(person.Key), input.Actor, nameof(ExportPersonalData), now,
            after: new { form = input.Form, records = sections.Sum(s => s.Records.Count) }, reason: input.Words, ct: ct, regionCode: person.RegionCode);
        await db.SaveChangesAsync(ct);
        return new PersonalExport(person.Name, now, sections);
    }

    public static Paper PaperOf(PersonalExport export) => new()
    {
        Name = $"个人信息副本 {export.Name}",
        Blocks =
        [
            new PaperText(PaperStyle.Title, "个人信息副本"),
            new PaperText(PaperStyle.Line, $"姓名：{export.Name}"),
            new PaperText(PaperStyle.Line, $"生成时间：{ShanghaiTime.FromUtc(export.MadeUtc):yyyy年M月d日 HH:mm}。这是平台里关于本人的全部记录。"),
            .. export.Sections.SelectMany(s => (IEnumerable<PaperBlock>)
            [
                new PaperText(PaperStyle.Line, s.Title),
                s.Records.Count == 0 ? new PaperText(PaperStyle.Line, "没有记录。") : new PaperTable
                {
                    Widths = [3, 5],
                    Head = ["记录", "内容"],
                    Rows = [.. s.Records.Select(r => new PaperRow { Cells = [new PaperCell(r.What) { Centred = false }, new PaperCell(Line(r)) { Centred = false }] })],
                },
            ]),
        ],
    };

    public static string Line(PersonalRecord record) =>
        string.Join('；', record.Facts.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => $"{f.Name}：{f.Value}")) is { Length: > 0 } line ? line : "/";

    private async Task<List<PersonalRecord>> OpeningsAsync(PersonalSubject subject, CancellationToken ct) =>
        (await ReadPersonalPage.OpeningsAsync(db, subject.Keys, ct)).ConvertAll(o => new PersonalRecord(
            $"{ShanghaiTime.FromUtc(o.AtUtc):yyyy-MM-dd HH:mm}",
            new PersonalFact("看了什么", o.IsExport ? "全部信息的副本" : o.Field), new PersonalFact("用途", o.Purpose), new PersonalFact("账号编号", $"{o.ActorId}"),
            new PersonalFact("说明", o.Words)));
}
