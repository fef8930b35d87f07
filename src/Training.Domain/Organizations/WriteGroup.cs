using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

public sealed record AddGroupMemberInput
{
    public required Actor Actor { get; init; }

    /// <summary>The city or county to which the actor belongs: everybody writes the group of the own level alone.</summary>
    public required long? OwnRegion { get; init; }

    public required string Name { get; init; }

    public required GroupPost? Post { get; init; }

    public required string Unit { get; init; }

    public required DateOnly? From { get; init; }
}

public sealed record EndGroupMemberInput
{
    public required Actor Actor { get; init; }

    public required long? OwnRegion { get; init; }

    public required Guid Key { get; init; }

    public required DateOnly? On { get; init; }

    public required string? Reason { get; init; }
}

public sealed record MemberNeedsName() : Refusal("还没有写姓名。", nameof(AddGroupMemberInput.Name));

public sealed record MemberNeedsPost() : Refusal("还没有选组内职务。", nameof(AddGroupMemberInput.Post));

public sealed record MemberNeedsUnit() : Refusal("还没有写单位和职务。", nameof(AddGroupMemberInput.Unit));

public sealed record MemberNeedsFrom() : Refusal("还没有写从哪一天起任职。", nameof(AddGroupMemberInput.From));

public sealed record MemberEndNeedsDate() : Refusal("还没有写从哪一天起不再任职。", nameof(EndGroupMemberInput.On));

public sealed record MemberEndsBeforeBeginning() : Refusal("不再任职的日子早于任职的日子。请核对。", nameof(EndGroupMemberInput.On));

public sealed record GroupOfAnotherLevel() : Refusal("市级的名单由市里改，县区的名单由县区改。");

/// <summary>Enters who serves in a leading group, and ends it.</summary>
public sealed class WriteGroup(TrainingDbContext db, TimeProvider clock)
{
    public static string StreamOf(long regionCode) => $"leading-group/{regionCode}";

    public static IEnumerable<Refusal> Check(AddGroupMemberInput input)
    {
        if (PersonName.KeyOf(input.Name).Length == 0)
        {
            yield return new MemberNeedsName();
        }

        if (input.Post is not { } post || !Enum.IsDefined(post))
        {
            yield return new MemberNeedsPost();
        }

        if (string.IsNullOrWhiteSpace(input.Unit))
        {
            yield return new MemberNeedsUnit();
        }

        if (input.From is null)
        {
            yield return new MemberNeedsFrom();
        }

        foreach (var refusal in new[]
        {
            OrganizationRules.Text("姓名", input.Name, GroupMember.NameMaxLength, nameof(input.Name)),
            OrganizationRules.Text("单位和职务", input.Unit, GroupMember.UnitMaxLength, nameof(input.Unit)),
        }.OfType<Refusal>())
        {
            yield return refusal;
        }
    }

    public async Task<Result<Guid>> AddAsync(AddGroupMemberInput input, CancellationToken ct = default)
    {
        if (Check(input).FirstOrDefault() is { } wrong)
        {
            return wrong;
        }

        if (input.OwnRegion is not { } region || !db.Scope.Holds(region))
        {
            return new GroupOfAnotherLevel();
        }

        var member = new GroupMember
        {
            Key = Guid.CreateVersion7(), RegionCode = region, Name = input.Name, Post = input.Post!.Value, Unit = input.Unit, FromDate = input.From!.Value,
        };
        db.GroupMembers().Add(member);
        await AuditTrail.AppendAsync(db, StreamOf(region), input.Actor, $"{nameof(WriteGroup)}.{nameof(AddAsync)}", clock.UtcNow(),
            after: new { member.Key, member.Post, member.Unit, member.FromDate }, ct: ct);
        await db.SaveChangesAsync(ct);
        return member.Key;
    }

    public async Task<Result<Done>> EndAsync(EndGroupMemberInput input, CancellationToken ct = default)
    {
        var member = await db.GroupMembers().SingleOrDefaultAsync(m => m.Key == input.Key, ct);
        if (member is null)
        {
            return new NotFound("这位成员");
        }

        if (member.RegionCode != input.OwnRegion)
        {
            return new GroupOfAnotherLevel();
        }

        if (member.UntilDate is { } ended)
        {
            return new EndedAlready(ended);
        }

        if (input.On is not { } on)
        {
            return new MemberEndNeedsDate();
        }

        if (on < member.FromDate)
        {
            return new MemberEndsBeforeBeginning();
        }

        if (Endings.Refuse(input.Reason) is { } wrong)
        {
            return wrong;
        }

        (member.UntilDate, member.EndedBecause) = (on, input.Reason);
        await AuditTrail.AppendAsync(db, StreamOf(member.RegionCode), input.Actor, $"{nameof(WriteGroup)}.{nameof(EndAsync)}", clock.UtcNow(),
            after: new { member.Key, member.UntilDate }, reason: input.Reason, ct: ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}
