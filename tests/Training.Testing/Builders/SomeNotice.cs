using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>What a city officer publishes: two people praised, five working days.</summary>
    public static OpenNoticeInput NoticeInput(long region = Places.Qingfeng) => new()
    {
        Actor = new Actor(1),
        Subject = NoticeSubjects.Commendation,
        RegionCode = region,
        Title = "2026年度养老服务培训先进个人拟表扬名单公示",
        Body = "经推荐、审核，现将拟表扬名单予以公示。",
        SupervisionPhone = "0393-1234567",
        WorkingDays = 5,
        Lines =
        [
            new() { SubjectKey = Guid.CreateVersion7(), Name = "王桂兰", IsPerson = true, Unit = "清丰县夕阳红养老服务中心", Remark = "讲课 42 次" },
            new() { SubjectKey = Guid.CreateVersion7(), Name = "李福田", IsPerson = true, Unit = "清丰县人民医院", Remark = "入户送学 60 户" },
        ],
    };

    public static async Task<PublicNotice> NoticeAsync(TrainingDbContext db, TimeProvider clock, OpenNoticeInput? input = null)
    {
        var opened = await new OpenNotice(db, new Officers(db), clock).RunAsync(input ?? NoticeInput());
        return opened.Ok ? opened.Value : throw new InvalidOperationException(opened.Refusal.Message);
    }

    /// <summary>Against the first line, without a name, waiting for an answer.</summary>
    public static async Task<NoticeObjection> ObjectionAsync(TrainingDbContext db, PublicNotice notice, Action<NoticeObjection>? with = null) =>
        await SaveAsync(
            db,
            new NoticeObjection
            {
                Key = Guid.CreateVersion7(), NoticeId = notice.Id, NoticeItemId = notice.Items[0].Id, RegionCode = notice.RegionCode,
                ReceivedUtc = notice.OpenedUtc, Text = "她的讲课次数和事实不符。",
            },
            with);
}
