using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Domain.Attendance.OldRolls;

/// <summary>Whom a row of an old roll means: one person of the register, or nobody for certain, with why.</summary>
internal readonly record struct MeantPerson(Guid? Key, string? Note = null, Refusal? Refusal = null);

/// <summary>What a row says of somebody, beside the name.</summary>
internal sealed record PersonEvidence(string Name, string? IdNumber, string? Phone, string? Home);

/// <summary>
/// Finds the person of a row by the evidence that it gives: the identity number, else the name together with the phone, its last four digits
/// or the home. Exactly one, with nothing that speaks against it; otherwise nobody. A name alone is no evidence.
/// </summary>
internal sealed class OldRollPeople(TrainingDbContext db, Vault vault)
{
    public async Task<MeantPerson> FindAsync(PersonEvidence said, long region, CancellationToken ct)
    {
        var county = RegionCodes.CountyOf(region);
        var key = PersonName.KeyOf(said.Name);
        var people = db.People().IgnoreQueryFilters([IPersonRow.StationFilter]).AsNoTracking().Where(p => p.CountyCode == county && p.CanonicalId == null && p.ErasedUtc == null);
        var idIndex = ResidentIdNumber.TryParse(said.IdNumber, out var number) ? vault.IdNumberIndex(number) : null;
        if (idIndex is not null && await people.FirstOrDefaultAsync(p => p.IdNumberIndex == idIndex, ct) is { } holder)
        {
            return holder.NameKey == key ? new(holder.Key)
                : new(null, null, new RowRefused("这个身份证号登记在另一个名字下。对着证件看看，是名字写错了还是号写错了。", OldRollImport.IdNumber));
        }

        var namesakes = await people.Where(p => p.NameKey == key).OrderBy(p => p.Id).Take(50).ToListAsync(ct);
        var fits = namesakes.FindAll(p => Speaks(p, said, idIndex) is { For: true, Against: false });
        return fits.Count == 1 ? new(fits[0].Key)
            : new(null, namesakes.Count == 0 ? "名册里没有找到这个名字，按临时来的人记。"
                : fits.Count > 1 ? $"名册里有 {fits.Count} 位都像，分不清是哪一位，按临时来的人记。"
                : $"名册里有 {namesakes.Count} 位同名，手机号、楼号或身份证号都没有对上，按临时来的人记。");
    }

    /// <summary>A whole phone number with the name outweighs a home that was left since; four digits do not.</summary>
    private (bool For, bool Against) Speaks(Person person, PersonEvidence said, byte[]? idIndex)
    {
        var isTail = said.Phone?.Length == 4;
        var phone = isTail ? Same(person.PhoneTailIndex, vault.PhoneTailIndex(said.Phone!))
            : MobileNumber.TryParse(said.Phone, out var number) ? Same(person.PhoneIndex, vault.PhoneIndex(number)) : null;
        bool? home = null;
        if (said.Home is { } written)
        {
            home = Same(person.AddressIndex, vault.Index("address", PersonName.KeyOf(written))) == true ? true
                : person.Building is { } building ? CellReader.Level(written).Contains(CellReader.Level(building), StringComparison.Ordinal) : null;
        }

        return (phone == true || home == true, (idIndex is not null && person.IdNumberIndex is not null) || phone == false || (home == false && (isTail || phone != true)));
    }

    private static bool? Same(byte[]? held, byte[] asked) => held is null ? null : held.AsSpan().SequenceEqual(asked);
}
