using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Divisions;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Topics;

namespace Training.Domain.Trainers;

/// <summary>
/// Trainers by Excel: a new row is a unit's recommendation that goes the ordinary way through selection, record and public notice; a row of
/// somebody known by name and phone mends what stands of him or her.
/// </summary>
public sealed class TrainerImport(TrainingDbContext db, Vault vault, ApplyToPool apply, ChangeFacts change, AddCertificate add) : ISheetImport
{
    private const string Unit = nameof(ApplyToPoolInput.OrganizationId);

    private static readonly char[] Between = ['、', '，', ',', '；', ';', '/', ' '];

    public string Kind => "trainers";

    public string Name => "人才";

    public IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new(nameof(ApplyToPoolInput.Name), "姓名", ColumnKind.PersonName) { Required = true, MaxLength = Person.NameMaxLength, Example = "孙玉梅" },
        new(nameof(ApplyToPoolInput.Phone), "手机号", ColumnKind.Phone) { Aliases = ["联系电话", "电话"], Hint = "新推荐的人必填；已经登记的人可以空着，按姓名和推荐单位认。" },
        new(nameof(TrainerFacts.Kind), "人才类别", ColumnKind.Choice)
        {
            Required = true, Aliases = ["类别", "类型", "人才类型"], Choices = [.. Enum.GetValues<TalentKind>().Select(PoolWords.Of)],
        },
        new(nameof(TrainerFacts.Topics), "专长") { Required = true, Aliases = ["专业特长", "特长", "授课内容"], Hint = "几项之间用顿号。", Example = "生活照护、康复护理" },
        new(Unit, "推荐单位") { Aliases = ["单位", "工作单位", "派出单位"], Hint = "承接主体名册里的名字；新推荐的人必填。" },
        new("county", "选拔县区") { Aliases = ["县区", "县（区）"], Hint = "只管一个县区的可以空着。" },
        new(nameof(TrainerFacts.Counties), "愿意去的县区") { Hint = "几个之间用顿号；空着就是选拔的县区。", Example = "清丰县、南乐县" },
        new(nameof(TrainerFacts.Title), "一句话介绍") { MaxLength = Trainer.TitleMaxLength, Aliases = ["职务职称", "职称", "职务"], Example = "清丰县护理员" },
        new(nameof(TrainerFacts.MonthlyCeiling), "每月最多几次", ColumnKind.WholeNumber) { Least = 1, Most = 31 },
        new(nameof(TrainerFacts.FreeTimes), "有空的时间") { Aliases = ["空闲时间", "可授课时间"], Hint = "几项之间用顿号。", Example = "周一上午、周六全天" },
        .. TrainerSheetPapers.Columns,
        new(nameof(ApplyToPoolInput.Introduction), "介绍") { MaxLength = PoolDossier.IntroductionMaxLength, Aliases = ["个人简介", "简介"] },
        new(nameof(ApplyToPoolInput.Agreed), "本人同意", ColumnKind.YesNo) { Hint = "本人同意登记这些资料；新推荐的人必填。", Example = "是" },
    ];

    /// <summary>A row a certificate, as they come in. Without telephone numbers; what is only asked for once stays empty.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<SheetValue>>> RowsAsync(CancellationToken ct)
    {
        var lists = await Lists.LoadAsync(db, ct);
        var trainers = await Reached(db).OrderBy(t => t.NameKey).ThenBy(t => t.Id).ToListAsync(ct);
        var papers = await TrainerSheetPapers.RowsAsync(db, Reached(db), ct);
        return [.. trainers.SelectMany(trainer =>
        {
            var facts = lists.FactsOf(trainer);
            return papers[trainer.Id].DefaultIfEmpty(TrainerSheetPapers.None).Select(paper => (IReadOnlyList<SheetValue>)
            [
                trainer.Name, SheetValue.Nothing, PoolWords.Of(trainer.Kind), lists.TopicNames(facts.Topics), lists.BodyName(trainer.OrganizationId), SheetValue.Nothing, lists.CountyNames(facts.Counties),
                trainer.Title, trainer.MonthlyCeiling is { } most ? most : SheetValue.Nothing, FreeTimeWords.Of(trainer.FreeTimes), .. paper, SheetValue.Nothing, SheetValue.Nothing,
            ]);
        })];
    }

    public async Task<IImportRegister> OpenAsync(Actor actor, CancellationToken ct) =>
        new Register(db, vault, apply, change, new TrainerSheetPapers(db, add), actor, await PlaceFinder.LoadAsync(db, ct), await Lists.LoadAsync(db, ct));

    /// <summary>Those whose dossier lies within the caller's scope.</summary>
    private static IQueryable<Trainer> Reached(TrainingDbContext db) =>
        from trainer in db.Trainers().AsNoTracking()
        where db.PoolDossiers().Any(d => d.TrainerId == trainer.Id)
        select trainer;

    /// <summary>Topics, counties and bodies by name, and what is known of everybody.</summary>
    private sealed record Lists(
        List<Topic> Topics, List<Region> Counties, Dictionary<long, string> Bodies, ILookup<long, string> Specialities, ILookup<long, long> Travels)
    {
        public static async Task<Lists> LoadAsync(TrainingDbContext db, CancellationToken ct) => new(
            await db.Topics().AsNoTracking().OrderBy(t => t.Vocabulary).ThenBy(t => t.Ordinal).ToListAsync(ct),
            await db.RegionsInForce().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct),
            await db.Organizations().AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name, ct),
            (await db.TrainerSpecialities().AsNoTracking().ToListAsync(ct)).ToLookup(s => s.TrainerId, s => s.TopicCode),
            (await db.TrainerTravels().AsNoTracking().ToListAsync(ct)).ToLookup(t => t.TrainerId, t => t.CountyCode));

        public TrainerFacts FactsOf(Trainer trainer) => new()
        {
            Kind = trainer.Kind, Title = trainer.Title, FreeTimes = trainer.FreeTimes, MonthlyCeiling = trainer.MonthlyCeiling,
            Topics = [.. Specialities[trainer.Id]], Counties = [.. Travels[trainer.Id]],
        };

        public string TopicNames(IEnumerable<string> codes) => string.Join('、', Topics.Where(t => codes.Contains(t.Code)).Select(t => t.Name).Distinct());

        public string CountyNames(IEnumerable<long> codes) => string.Join('、', Counties.Where(c => codes.Contains(c.Code)).Select(c => c.Name));

        public string BodyName(long? id) => id is { } known ? Bodies.GetValueOrDefault(known, "") : "";

        public long? Body(string name) => Bodies.FirstOrDefault(b => CellReader.Level(b.Value) == CellReader.Level(name)) is { Key: > 0 and var id } ? id : null;

        /// <summary>Codes of the named topics, or the first name that nobody knows.</summary>
        public (List<string> Codes, string? Unknown) TopicCodes(string text)
        {
            var names = text.Split(Between, StringSplitOptions.RemoveEmptyEntries);
            return ([.. names.SelectMany(n => Topics.Where(t => t.Name == n).Take(1)).Select(t => t.Code).Distinct()], names.FirstOrDefault(n => Topics.All(t => t.Name != n)));
        }

        public (List<long> Codes, string? Unknown) CountyCodes(string text)
        {
            var names = text.Split(Between, StringSplitOptions.RemoveEmptyEntries);
            return ([.. names.SelectMany(n => Counties.Where(c => c.Name == n)).Select(c => c.Code).Distinct()], names.FirstOrDefault(n => Counties.All(c => c.Name != n)));
        }
    }

    private sealed class Register(
        TrainingDbContext db, Vault vault, ApplyToPool apply, ChangeFacts change, TrainerSheetPapers papers, Actor actor, PlaceFinder places, Lists lists) : IImportRegister
    {
        public string? KeyOf(ImportRecord record) => $"{PersonName.KeyOf(record[nameof(ApplyToPoolInput.Name)]!)} {record[nameof(ApplyToPoolInput.Phone)] ?? record[Unit]} {TrainerSheetPapers.NumberOf(record)}";

        public async Task<RowMatch> MatchAsync(ImportRecord record, CancellationToken ct)
        {
            var problems = new List<LineProblem>();
            if (places.County(record["county"]) is { Ok: false } county)
            {
                problems.Add(new LineProblem("county", county.Refusal.Message));
            }

            if (lists.TopicCodes(record[nameof(TrainerFacts.Topics)]!).Unknown is { } topic)
            {
                problems.Add(new LineProblem(nameof(TrainerFacts.Topics), $"没有“{topic}”这一项。可以写：{string.Join('、', lists.Topics.Select(t => t.Name).Distinct())}。"));
            }

            if (record[nameof(TrainerFacts.Counties)] is { } travels && lists.CountyCodes(travels).Unknown is { } away)
            {
                problems.Add(new LineProblem(nameof(TrainerFacts.Counties), $"没有“{away}”这个县区。"));
            }

            if (record[nameof(TrainerFacts.FreeTimes)] is { } free && FreeTimeWords.Read(Words(free)).Unknown is { } when)
            {
                problems.Add(new LineProblem(nameof(TrainerFacts.FreeTimes), $"看不懂“{when}”。写成“周一上午、周六全天、工作日晚上”这样。"));
            }

            if (record[Unit] is { } unit && lists.Body(unit) is null)
            {
                problems.Add(new LineProblem(Unit, $"承接主体名册里没有“{unit}”。先登记，再推荐。"));
            }

            if (record[nameof(ApplyToPoolInput.Phone)] is { } said && !MobileNumber.TryParse(said, out _))
            {
                problems.Add(new LineProblem(nameof(ApplyToPoolInput.Phone), new PoolPhoneBad().Message));
            }

            if (problems.Count > 0)
            {
                return new RowMatch { Problems = problems };
            }

            var found = await KnownAsync(record, ct);
            if (found.Problem is { } unclear)
            {
                return new RowMatch { Problems = [unclear] };
            }

            if (found.Trainer is not { } known)
            {
                return RowMatch.New;
            }

            var facts = await FactsOfAsync(known, ct);
            var (paper, otherwise) = await papers.MatchAsync(known, record, ct);
            return new RowMatch
            {
                Line = known,
                Problems = otherwise is null ? [] : [otherwise],
                Values = new Dictionary<string, string>(paper)
                {
                    [nameof(TrainerFacts.FreeTimes)] = Same(record, nameof(TrainerFacts.FreeTimes), FreeTimeWords.Of(known.FreeTimes), text => FreeTimeWords.Of(FreeTimeWords.Read(Words(text)).Times)),
                    [nameof(TrainerFacts.Kind)] = PoolWords.Of(known.Kind),
                    [nameof(TrainerFacts.Topics)] = Same(record, nameof(TrainerFacts.Topics), lists.TopicNames(facts.Topics), text => lists.TopicNames(lists.TopicCodes(text).Codes)),
                    [nameof(TrainerFacts.Counties)] = Same(record, nameof(TrainerFacts.Counties), lists.CountyNames(facts.Counties), text => lists.CountyNames(lists.CountyCodes(text).Codes)),
                    [nameof(TrainerFacts.Title)] = known.Title ?? "",
                    [nameof(TrainerFacts.MonthlyCeiling)] = known.MonthlyCeiling?.ToString(CultureInfo.InvariantCulture) ?? "",
                },
            };
        }

        /// <summary>By name and telephone number; without a number, as registers go out, by name and unit, if that is one person.</summary>
        private async Task<(Trainer? Trainer, LineProblem? Problem)> KnownAsync(ImportRecord record, CancellationToken ct)
        {
            var key = PersonName.KeyOf(record[nameof(ApplyToPoolInput.Name)]!);
            if (MobileNumber.TryParse(record[nameof(ApplyToPoolInput.Phone)], out var phone))
            {
                var index = vault.PhoneIndex(phone);
                return (await (
                    from trainer in Reached(db)
                    join person in db.People().IgnoreQueryFilters() on trainer.PersonId equals person.Id
                    where trainer.NameKey == key && person.PhoneIndex == index
                    select trainer).FirstOrDefaultAsync(ct), null);
            }

            var unit = CellReader.Level(record[Unit] ?? "");
            var namesakes = (await Reached(db).Where(t => t.NameKey == key).ToListAsync(ct)).FindAll(t => CellReader.Level(lists.BodyName(t.OrganizationId)) == unit);
            return namesakes.Count == 1 ? (namesakes[0], null)
                : (null, new LineProblem(nameof(ApplyToPoolInput.Phone), namesakes.Count == 0 ? "没有写手机号，按姓名和推荐单位也没有找到这个人。新推荐的写上手机号。" : "这个单位有两位同名的，写上手机号才分得清。"));
        }

        public async Task<Refusal?> WriteAsync(ImportRecord record, RowMatch match, CancellationToken ct)
        {
            var county = places.County(record["county"]).Value;
            var before = match.Line is Trainer known ? await FactsOfAsync(known, ct) : new TrainerFacts { Topics = [], Counties = [county] };
            var facts = before with
            {
                Kind = Enum.GetValues<TalentKind>().First(k => PoolWords.Of(k) == record[nameof(TrainerFacts.Kind)]),
                Topics = lists.TopicCodes(record[nameof(TrainerFacts.Topics)]!).Codes,
                Counties = record[nameof(TrainerFacts.Counties)] is { } travels ? lists.CountyCodes(travels).Codes : before.Counties,
                Title = record[nameof(TrainerFacts.Title)] ?? before.Title,
                MonthlyCeiling = record.Whole(nameof(TrainerFacts.MonthlyCeiling)) ?? before.MonthlyCeiling,
                FreeTimes = record[nameof(TrainerFacts.FreeTimes)] is { } free ? FreeTimeWords.Read(Words(free)).Times : before.FreeTimes,
            };
            if (match.Line is Trainer trainer)
            {
                return (await change.RunAsync(new() { Actor = actor, TrainerKey = trainer.Key, Facts = facts }, ct)).Refusal
                    ?? await papers.WriteAsync(trainer.Key, record, actor, ct);
            }

            var applied = await apply.RunAsync(
                new()
                {
                    Actor = actor, Way = ApplicationWay.ByUnit, Name = record[nameof(ApplyToPoolInput.Name)], Phone = record[nameof(ApplyToPoolInput.Phone)],
                    CountyCode = county, OrganizationId = record[Unit] is { } unit ? lists.Body(unit) : null, Introduction = record[nameof(ApplyToPoolInput.Introduction)],
                    Agreed = record.Yes(nameof(ApplyToPoolInput.Agreed)) ?? false, Facts = facts,
                },
                ct);
            return applied.Ok ? await papers.WriteAsync(applied.Value.TrainerKey, record, actor, ct) : applied.Refusal;
        }

        /// <summary>Somebody whom an earlier row of the same sheet wrote down is not in the lists yet.</summary>
        private async Task<TrainerFacts> FactsOfAsync(Trainer trainer, CancellationToken ct) => lists.Travels[trainer.Id].Any() ? lists.FactsOf(trainer) : lists.FactsOf(trainer) with
        {
            Topics = await db.TrainerSpecialities().Where(s => s.TrainerId == trainer.Id).Select(s => s.TopicCode).ToListAsync(ct),
            Counties = await db.TrainerTravels().Where(t => t.TrainerId == trainer.Id).Select(t => t.CountyCode).ToListAsync(ct),
        };

        private static string[] Words(string text) => text.Split(Between, StringSplitOptions.RemoveEmptyEntries);

        /// <summary>The row's own words where they mean what the register holds, in whatever order they stand.</summary>
        private static string Same(ImportRecord record, string column, string held, Func<string, string> inOrder) =>
            record[column] is { } text && inOrder(text) == held ? text : held;
    }
}
