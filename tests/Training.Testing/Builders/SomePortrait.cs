using Training.Domain.People;
using Training.Domain.People.Portraits;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>Somebody who agreed to be picked by a picture, which is drawn already. The person is tracked by the context.</summary>
    public static async Task<Portrait> PortraitAsync(TrainingDbContext db, Vault vault, Person person, byte[]? face = null)
    {
        var consent = new ConsentRecord
        {
            Key = Guid.CreateVersion7(), PersonId = person.Id, RegionCode = person.RegionCode, Matter = ConsentMatter.Portrait, Version = ConsentTexts.Version,
            Way = ConsentWay.Signed, GivenOn = new DateOnly(2026, 1, 5),
        };
        db.ConsentRecords().Add(consent);
        await db.SaveChangesAsync();
        var key = person.KeySealed ??= vault.NewPersonKey();
        var portrait = new Portrait
        {
            Key = Guid.CreateVersion7(), PersonId = person.Id, RegionCode = person.RegionCode, ConsentId = consent.Id, Status = PortraitStatus.Ready,
            PictureSealed = vault.Seal(SamplePhoto.Jpeg(number: 1), key), FaceSealed = vault.Seal(face ?? SamplePhoto.Jpeg(number: 2), key),
            AddedUtc = new DateTime(2026, 1, 5, 2, 0, 0, DateTimeKind.Utc),
        };
        db.Portraits().Add(portrait);
        await db.SaveChangesAsync();
        return portrait;
    }
}
