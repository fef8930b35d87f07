using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Divisions;

public sealed record NameSuccessorInput
{
    public required Actor Actor { get; init; }

    /// <summary>The former division.</summary>
    public required long Code { get; init; }

    /// <summary>As printed: 4, 6, 9 or 12 digits.</summary>
    public required string? SuccessorCode { get; init; }
}

public sealed record StillInForce(string Name) : Refusal($"“{Name}”还在用，没有撤销，不用写改成了哪里。");

public sealed record NoSuchSuccessor() : Refusal("没有这个代码，或者它也已经撤销。写现在在用的区划代码。", nameof(NameSuccessorInput.SuccessorCode));

public sealed record SuccessorOfOtherLevel() : Refusal("级别不一样：村（社区）并进村（社区），乡镇并进乡镇（街道），县区并进县区。", nameof(NameSuccessorInput.SuccessorCode));

/// <summary>An officer says what a vanished division became, where the list left it open or was read wrongly.</summary>
public sealed class NameSuccessor(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Region>> RunAsync(NameSuccessorInput input, CancellationToken ct = default)
    {
        if (await db.Regions().SingleOrDefaultAsync(r => r.Code == input.Code, ct) is not { } region)
        {
            return new NotFound("这个区划");
        }

        if (!region.IsFormer)
        {
            return new StillInForce(region.Name);
        }

        if (!RegionCodes.TryParse(input.SuccessorCode?.Trim(), out var code) || await db.RegionsInForce().SingleOrDefaultAsync(r => r.Code == code, ct) is not { } successor)
        {
            return new NoSuchSuccessor();
        }

        if (successor.Level != region.Level)
        {
            return new SuccessorOfOtherLevel();
        }

        if (region.SuccessorCode == code)
        {
            return successor;
        }

        var nowUtc = clock.UtcNow();
        var before = region.SuccessorCode;
        region.SuccessorCode = code;
        db.RegionChanges().Add(new RegionChange
        {
            RegionCode = region.Code, Kind = RegionChangeKind.SuccessorNamed, Before = before?.ToString(CultureInfo.InvariantCulture),
            After = code.ToString(CultureInfo.InvariantCulture), EffectiveOn = ShanghaiTime.DateOf(nowUtc), AtUtc = nowUtc, ActorId = input.Actor.AccountId,
        });
        await AuditTrail.AppendAsync(
            db, "regions", input.Actor, nameof(NameSuccessor), nowUtc, new { region.Code, SuccessorCode = before }, new { region.Code, SuccessorCode = code }, ct: ct);
        await db.SaveChangesAsync(ct);
        return successor;
    }
}
