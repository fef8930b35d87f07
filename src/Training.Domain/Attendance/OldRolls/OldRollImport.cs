using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Stations;
using Training.Domain.Topics;

namespace Training.Domain.Attendance.OldRolls;

/// <summary>
/// Old rolls by Excel, a row a person and session, many sessions in one sheet; merged cells of a session count for each of its rows. The keys
/// of columns are the fields of the use cases behind, so that a refusal finds its cell.
/// </summary>
public sealed class OldRollImport(TrainingDbContext db, Vault vault, WriteOldRoll write, TimeProvider clock) : ISheetImport
{
    internal const string StationColumn = "Station";
    internal const string Place = nameof(Station.RegionCode);
    internal const string Day = "Day";
    internal const string Title = nameof(Session.Title);
    internal const string Started = nameof(CloseRollInput.StartedUtc);
    internal const string Ended = nameof(CloseRollInput.EndedUtc);
    internal const string TopicColumn = nameof(Session.TopicCode);
    internal const string TrainerColumn = "Trainer";
    internal const string PersonColumn = nameof(NewWalkIn.Name);
    internal const string Home = nameof(Person.Building);
    internal const string Phone = nameof(NewWalkIn.PhoneTail);
    internal const string IdNumber = nameof(IdNumber);
    internal const string Presence = nameof(RollEntry.Present);
    internal const string Until = nameof(NewMark.UntilUtc);
    internal const string Remark = nameof(NewMark.Reason);

    internal const string There = "到";
    internal const string NotThere = "没到";
    internal const string CameLate = "迟到";
    internal const string LeftEarly = "早退";

    public string Kind => "old-rolls";

    public string Name => "旧点名册";

    public string Right => "ImportOldRolls";

    public IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new(StationColumn, "站点") { MaxLength = Station.NameMaxLength, Aliases = ["站点名称", "培训站点", "培训地点"], Hint = "站点名册上的名称。只管一个站点的可以空着。", Example = "古城日间照料中心" },
        new(Place, "站点所在村") { Aliases = ["站点所在社区", "站点所在村（社区）", "站点所在地"], Hint = "有两个站点同名才要填：站点在哪个村（社区），村也同名就连乡镇一起写。", Example = "城关镇古城村" },
        new(Day, "日期", ColumnKind.Date) { Required = true, Aliases = ["上课日期", "培训日期", "开课日期"], Example = "2026年3月5日" },
        new(Title, "课名") { Required = true, MaxLength = Session.TitleMaxLength, Aliases = ["课程名称", "课程", "培训内容", "授课内容"], Example = "压疮预防与翻身拍背" },
        new(Started, "开始", ColumnKind.Time) { Required = true, Aliases = ["开始时间", "上课时间", "上课"], Example = "9:00" },
        new(Ended, "结束", ColumnKind.Time) { Required = true, Aliases = ["结束时间", "下课时间", "下课"], Example = "10:30" },
        new(TopicColumn, "主题") { Required = true, Aliases = ["培训主题", "课程主题", "内容类别"], Hint = "生活照护、基础照护、康复护理、养生保健、紧急救援里的一个。", Example = "生活照护" },
        new(TrainerColumn, "讲师") { Aliases = ["授课教师", "教师", "授课人", "主讲人"], Hint = "那一天在人才库里的人。两位用“、”隔开。", Example = "郭护理" },
        new(PersonColumn, "姓名", ColumnKind.PersonName) { Required = true, MaxLength = Person.NameMaxLength, Aliases = ["学员姓名", "老人姓名", "参训人员"], Example = "王桂兰" },
        new(Home, "楼号") { MaxLength = Person.AddressMaxLength, Aliases = ["住址", "家庭住址", "小区楼号", "地址"], Hint = "和名册上一样，才认得出是哪一位。", Example = "滨河 3号楼" },
        new(Phone, "手机号", ColumnKind.Phone) { Aliases = ["手机后四位", "手机尾号", "手机", "联系电话", "电话"], Hint = "整个号码，或者后四位。" },
        new(IdNumber, "身份证号", ColumnKind.IdentityNumber) { Aliases = ["身份证号码", "公民身份号码", "身份证", "证件号码"] },
        new(Presence, "到课", ColumnKind.Choice)
        {
            Required = true, Aliases = ["到没到", "出勤", "出勤情况", "签到", "考勤"], Choices = [There, NotThere, CameLate, LeftEarly], Hint = "迟到、早退也算到。", Example = There,
            ChoiceAliases = new Dictionary<string, string>
            {
                ["√"] = There, ["✓"] = There, ["✔"] = There, ["是"] = There, ["到了"] = There, ["已到"] = There, ["出勤"] = There, ["1"] = There, ["¢"] = CameLate, ["△"] = LeftEarly,
                ["不到"] = NotThere, ["未到"] = NotThere, ["缺勤"] = NotThere, ["缺"] = NotThere, ["旷课"] = NotThere, ["○"] = NotThere, ["×"] = NotThere, ["✗"] = NotThere,
                ["假"] = NotThere, ["请假"] = NotThere, ["告假"] = NotThere, ["否"] = NotThere, ["0"] = NotThere,
            },
        },
        new(Until, "离开时间", ColumnKind.Time) { Aliases = ["早退时间", "离开"], Hint = "提前走的才填。", Example = "10:00" },
        new(Remark, "备注") { MaxLength = 180 },
    ];

    /// <summary>Rolls go out by themselves, not as a register.</summary>
    public Task<IReadOnlyList<IReadOnlyList<SheetValue>>> RowsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<IReadOnlyList<SheetValue>>>([]);

    public async Task<IImportRegister> OpenAsync(Actor actor, CancellationToken ct)
    {
        var stations = await db.Stations().AsNoTracking().ToListAsync(ct);
        return new OldRollRegister(db, vault, write, clock, actor)
        {
            Stations = stations,
            Places = await StationPlaces.LoadAsync(db, stations, ct),
            Topics = await db.Topics().AsNoTracking().Where(t => t.Vocabulary == TopicVocabulary.Station).OrderBy(t => t.Ordinal).ToListAsync(ct),
        };
    }
}
