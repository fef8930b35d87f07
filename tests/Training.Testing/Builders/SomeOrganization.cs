using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Testing;

public static partial class Some
{
    public static Task<Organization> OrganizationAsync(TrainingDbContext db, long county = Places.Qingfeng, Action<Organization>? with = null)
    {
        var organization = new Organization { Key = Guid.CreateVersion7(), Name = "清丰县夕阳红养老服务中心", Kind = OrganizationKind.CareHome, RegionCode = county };
        return SaveAsync(db, organization, made =>
        {
            with?.Invoke(made);
            (made.NameKey, made.Initials) = (PersonName.KeyOf(made.Name), PinyinInitials.Of(made.Name));
        });
    }

    /// <summary>Holds through 2026.</summary>
    public static Task<Agreement> AgreementAsync(TrainingDbContext db, long county = Places.Qingfeng, Action<Agreement>? with = null) =>
        SaveAsync(
            db,
            new Agreement
            {
                Key = Guid.CreateVersion7(), RegionCode = county, Partner = "濮阳医学高等专科学校", Purpose = "派教师到站点授课",
                FromDate = new DateOnly(2026, 1, 1), UntilDate = new DateOnly(2026, 12, 31),
            },
            with);

    /// <summary>Since the start of 2026.</summary>
    public static Task<Pairing> PairingAsync(TrainingDbContext db, Organization organization, long community = Places.QingfengVillage, Action<Pairing>? with = null) =>
        SaveAsync(db, new Pairing { Key = Guid.CreateVersion7(), OrganizationId = organization.Id, RegionCode = community, FromDate = new DateOnly(2026, 1, 1) }, with);

    public static Task<GroupMember> GroupMemberAsync(TrainingDbContext db, long region = Places.Qingfeng, Action<GroupMember>? with = null) =>
        SaveAsync(
            db,
            new GroupMember { Key = Guid.CreateVersion7(), RegionCode = region, Name = "赵立新", Post = GroupPost.Leader, Unit = "县人民政府副县长", FromDate = new DateOnly(2026, 1, 1) },
            with);

    public static Task<Pilot> PilotAsync(TrainingDbContext db, long region = Places.Qingfeng, Action<Pilot>? with = null) =>
        SaveAsync(db, new Pilot { Key = Guid.CreateVersion7(), RegionCode = region, Theme = "失智照护入户送学", FromDate = new DateOnly(2026, 3, 1) }, with);
}
