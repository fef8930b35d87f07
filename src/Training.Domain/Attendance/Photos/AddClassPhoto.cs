using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Photos;

public sealed record AddClassPhotoInput
{
    public required Guid SessionKey { get; init; }

    public required Actor Actor { get; init; }

    /// <summary><see cref="SessionPhotos.Scene"/> or <see cref="SessionPhotos.SignedSheet"/>.</summary>
    public required string Purpose { get; init; }

    public required string SourceName { get; init; }

    /// <summary>Read once.</summary>
    public required Stream Content { get; init; }

    /// <summary>Lower hexadecimal; given by a phone, which repeats itself until it has an answer.</summary>
    public string? Sha256 { get; init; }

    public ClassPhotoFacts? Facts { get; init; }
}

public sealed record ClassNotBegun(DateOnly Day) : AttachmentRefusal($"这次课排在{Day:M月d日}，到那天才能传照片。");

public sealed record PdfAmongPhotos() : AttachmentRefusal("这里只收照片。PDF 请传到“讲了什么”里。");

/// <summary>Binds one photo to a class, however often it is sent. Late is no reason to refuse; a class still to come is.</summary>
public sealed class AddClassPhoto(TrainingDbContext db, AttachmentOwners owners, AddAttachment add, TimeProvider clock)
{
    public async Task<Result<AddedAttachment>> RunAsync(AddClassPhotoInput input, CancellationToken ct = default)
    {
        if (await owners.FindAsync(SessionPhotos.OwnerKind, input.SessionKey, input.Actor, ct) is null)
        {
            return new NotFound("这次课");
        }

        var day = ShanghaiTime.DateOf(await db.Sessions().Where(s => s.Key == input.SessionKey).Select(s => s.PlannedStartUtc).SingleAsync(ct));
        if (day > clock.Today())
        {
            return new ClassNotBegun(day);
        }

        var head = new byte[ContentSniffer.HeadLength];
        var length = await input.Content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        if (ContentSniffer.Paper(head.AsSpan(0, length)) is PaperKind.Pdf)
        {
            return new PdfAmongPhotos();
        }

        await using var whole = new HeadedStream(head.AsMemory(0, length), input.Content, long.MaxValue);
        return await add.RunAsync(
            new()
            {
                Actor = input.Actor,
                OwnerKind = SessionPhotos.OwnerKind,
                OwnerKey = input.SessionKey,
                Purpose = input.Purpose,
                SourceName = input.SourceName,
                Content = whole,
                Sha256 = input.Sha256,
                OnlyOnce = input.Sha256 is not null,
                Facts = input.Facts,
            },
            ct);
    }
}
