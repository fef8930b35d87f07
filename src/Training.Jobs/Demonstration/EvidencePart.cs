using Training.Domain.Attendance.Photos;
using Training.Domain.Attendance.Taught;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>
/// What is kept beside the figures: what was taught in every archived class, photos and slides of some, photos of the premises. The pictures
/// are drawings (media-samples/photos); each photo of a class is a file of its own, as a phone would have sent it.
/// </summary>
internal sealed class EvidencePart(City city, FolderFileStore files)
{
    private const double Photographed = 0.03;
    private const double WithSlides = 0.02;

    private readonly Dictionary<string, StoredFile> pictures = [];
    private int number;
    private (long Session, int Count) latest;

    public static async Task MakeAsync(City city, FolderFileStore files, CancellationToken ct)
    {
        var part = new EvidencePart(city, files);
        var onShow = city.Counties.Single(c => c.Definition.Code == 410922_000000).Stations[1];
        var held = city.Rows.Sessions.Where(s => s.Status == SessionStatus.Held).ToLookup(s => s.StationId);
        foreach (var station in city.Stations)
        {
            var dice = city.Dice.For($"evidence/{station.Station.Id}");
            foreach (var session in held[station.Station.Id].OrderBy(s => s.PlannedStartUtc))
            {
                if (station == onShow || dice.Chance(Photographed))
                {
                    await part.PhotographAsync(station, session, dice, ct);
                }

                part.Write(station, session, dice);
                if (session.MaterialArchived && (station == onShow || dice.Chance(WithSlides)))
                {
                    await part.SlidesAsync(station, session, dice, ct);
                }
            }

            await part.PremisesAsync(station, dice, ct);
        }

        await part.StrikeAsync(onShow, [.. held[onShow.Station.Id].OrderByDescending(s => s.PlannedStartUtc)], ct);
    }

    /// <summary>Each point of the outline on a line of its own.</summary>
    private void Write(CityStation station, Session session, Dice dice)
    {
        if (!session.MaterialArchived)
        {
            return;
        }

        var points = dice.Some(city.Definitions.Outlines[session.TopicCode], dice.Between(2, 4));
        var written = session.EndedUtc!.Value.AddMinutes(dice.Between(45, 240));
        city.Rows.Taught.Add(new TaughtRecord
        {
            Id = city.Rows.Id<TaughtRecord>(), SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode,
            Outline = string.Join('\n', points.Select((point, n) => $"{"一二三四"[n]}、{point}")), WrittenUtc = written, WrittenBy = station.Coordinator.Id,
        });
        city.Rows.Record($"session/{session.Key}", station.Coordinator.Id, nameof(ArchiveTaught), written, after: new { session.TopicCode, session.MaterialArchived });
    }

    private async Task PhotographAsync(CityStation station, Session session, Dice dice, CancellationToken ct)
    {
        var minutes = session.TaughtMinutes ?? 60;
        for (var view = 1; view <= 2; view++)
        {
            await AddAsync(station, session, $"class-{session.TopicCode}-{view}", SessionPhotos.Scene, session.StartedUtc!.Value.AddMinutes(dice.Between(5, minutes - 5)), Near(station, dice), dice, ct);
        }

        if (dice.Chance(0.3) || city.Rows.Papers.Exists(p => p.SessionId == session.Id && p.EnteredUtc is not null))
        {
            await AddAsync(station, session, "signed-sheet", SessionPhotos.SignedSheet, session.EndedUtc!.Value.AddMinutes(dice.Between(1, 12)), Near(station, dice), dice, ct);
        }
    }

    /// <summary>What an officer should see once: too early, too far, used twice, without time and place, taken away.</summary>
    private async Task StrikeAsync(CityStation station, IReadOnlyList<Session> latest, CancellationToken ct)
    {
        var dice = city.Dice.For("evidence/strike");
        var (early, far, bare, twice, gone) = (latest[1], latest[2], latest[3], latest[4], latest[5]);
        await AddAsync(station, early, $"class-{early.TopicCode}-1", SessionPhotos.Scene, early.StartedUtc!.Value.AddDays(-2).AddMinutes(17), Near(station, dice), dice, ct, late: true);
        var away = station.Station.Latitude is { } north ? new GeoPoint(north + 0.11, station.Station.Longitude!.Value) : (GeoPoint?)null;
        await AddAsync(station, far, $"class-{far.TopicCode}-2", SessionPhotos.Scene, far.StartedUtc!.Value.AddMinutes(20), away, dice, ct, late: true);
        var again = await AddAsync(station, twice, $"class-{twice.TopicCode}-1", SessionPhotos.Scene, twice.StartedUtc!.Value.AddMinutes(30), Near(station, dice), dice, ct, late: true);
        Hang(station, bare, again.StoredFileId, $"class-{twice.TopicCode}-1", SessionPhotos.Scene, NextDay(bare, 14), twice.StartedUtc!.Value.AddMinutes(30), Near(station, dice), dice);
        await AddAsync(station, bare, $"class-{bare.TopicCode}-2", SessionPhotos.Scene, null, null, dice, ct, late: true);
        var removed = await AddAsync(station, gone, "signed-sheet", SessionPhotos.SignedSheet, gone.EndedUtc!.Value, Near(station, dice), dice, ct, late: true);
        (removed.RemovedUtc, removed.RemovedBy, removed.RemovedBecause) = (removed.AddedUtc.AddHours(2), station.Coordinator.Id, "桌上的病历拍进去了");
        city.Rows.Record($"session/{gone.Key}", station.Coordinator.Id, nameof(RemoveAttachment), removed.RemovedUtc.Value, before: new { attachment = removed.Key, removed.Purpose }, reason: removed.RemovedBecause);
    }

    private async Task<Attachment> AddAsync(
        CityStation station, Session session, string picture, string purpose, DateTime? takenUtc, GeoPoint? place, Dice dice, CancellationToken ct, bool late = false)
    {
        latest = latest.Session == session.Id ? (session.Id, latest.Count + 1) : (session.Id, 0);
        var added = (late ? NextDay(session, 15) : session.EndedUtc!.Value).AddMinutes((latest.Count * 6) + dice.Between(1, 5));
        // A comment behind the beginning makes it the file of one phone and no other.
        var bytes = await File.ReadAllBytesAsync(PathOf(picture), ct);
        var mark = BitConverter.GetBytes(++number);
        var kept = await files.KeepAsync(new MemoryStream([.. bytes[..2], 0xFF, 0xFE, 0, 6, .. mark, .. bytes[2..]]), ct);
        return await HangAsync(station, session, Stored(kept, added).Id, picture, purpose, added, takenUtc, place, dice, ct);
    }

    private async Task<Attachment> HangAsync(
        CityStation station, Session session, long stored, string picture, string purpose, DateTime added, DateTime? takenUtc, GeoPoint? place, Dice dice, CancellationToken ct)
    {
        await PictureAsync(picture, ct);
        return Hang(station, session, stored, picture, purpose, added, takenUtc, place, dice);
    }

    private Attachment Hang(
        CityStation station, Session session, long stored, string picture, string purpose, DateTime added, DateTime? takenUtc, GeoPoint? place, Dice dice)
    {
        var row = Row(SessionPhotos.OwnerKind, session.Key, purpose, SessionPhotos.WordsOf(purpose), stored, picture, added, station.Coordinator.Id, dice);
        city.Rows.ClassPhotos.Add(new ClassPhoto
        {
            Id = city.Rows.Id<ClassPhoto>(), AttachmentId = row.Id, SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode,
            TakenUtc = takenUtc,
            TakenFrom = takenUtc is null ? PhotoFactSource.Unknown : PhotoFactSource.Original,
            PlaceFrom = place is null ? PhotoFactSource.Unknown : PhotoFactSource.Original,
            StationMetres = PhotoRules.Metres(place, GeoPoint.Of(station.Station.Latitude, station.Station.Longitude)),
            NotesSealed = place is { } at ? city.Vault.Seal(FormattableString.Invariant($"{at.Latitude:0.000000};{at.Longitude:0.000000};;")) : null,
        });
        city.Rows.Record($"session/{session.Key}", station.Coordinator.Id, nameof(AddAttachment), added, after: new { attachment = row.Key, row.Purpose });
        return row;
    }

    private async Task SlidesAsync(CityStation station, Session session, Dice dice, CancellationToken ct)
    {
        var added = NextDay(session, 9).AddMinutes(dice.Between(0, 200));
        var pdf = PlainPdf.Of($"{session.Title}（课件）", [station.Station.Name, .. city.Definitions.Outlines[session.TopicCode]]);
        var kept = await files.KeepAsync(new MemoryStream(pdf), ct);
        var row = Row(SessionMaterial.OwnerKind, session.Key, SessionMaterial.Slides, $"{session.Title}课件", Stored(kept, added).Id, null, added, station.Coordinator.Id, dice);
        city.Rows.Record($"session/{session.Key}", station.Coordinator.Id, nameof(AddAttachment), added, after: new { attachment = row.Key, row.Purpose });
    }

    private async Task PremisesAsync(CityStation station, Dice dice, CancellationToken ct)
    {
        var lately = city.Rows.StationSteps.Where(step => step.StationId == station.Station.Id).Select(step => step.AtUtc).Append(City.At(city.FirstDay.AddDays(5), 10)).Max();
        foreach (var (view, title) in ((string, string)[])[("door", "门口"), ("room", "教室")])
        {
            var picture = $"premises-{view}-{(station.IsVillage == (view == "door") ? 2 : 1)}";
            var (file, _) = await PictureAsync(picture, ct);
            var by = station.County.Officer.Id;
            var row = Row(StationPapers.OwnerKind, station.Station.Key, "premises-photo", title, file.Id, picture, lately.AddMinutes(view == "door" ? 20 : 25), by, dice);
            city.Rows.Record(station.Station.AuditStream(), by, nameof(AddAttachment), row.AddedUtc, after: new { attachment = row.Key, row.Purpose });
        }
    }

    private Attachment Row(string kind, Guid owner, string purpose, string title, long stored, string? picture, DateTime added, long by, Dice dice)
    {
        var row = new Attachment
        {
            Id = city.Rows.Id<Attachment>(), Key = dice.Key(added), OwnerKind = kind, OwnerKey = owner, Purpose = purpose, Title = title,
            FileName = picture is null ? $"{title}.pdf" : $"{title}.jpg", Kind = picture is null ? PaperKind.Pdf : PaperKind.Jpeg, Status = AttachmentStatus.Ready,
            StoredFileId = stored, CopyFileId = picture is null ? null : pictures[picture].Id, ThumbnailFileId = picture is null ? null : pictures[$"{picture}-small"].Id,
            AddedUtc = added, AddedBy = by,
        };
        city.Rows.Attachments.Add(row);
        return row;
    }

    /// <summary>The drawing as it is shown, and its small one; both hold nothing but the picture.</summary>
    private async Task<(StoredFile Whole, StoredFile Small)> PictureAsync(string name, CancellationToken ct)
    {
        foreach (var each in (string[])[name, $"{name}-small"])
        {
            if (!pictures.ContainsKey(each))
            {
                await using var drawing = File.OpenRead(PathOf(each));
                pictures[each] = Stored(await files.KeepAsync(drawing, ct), City.At(city.FirstDay, 8));
            }
        }

        return (pictures[name], pictures[$"{name}-small"]);
    }

    private StoredFile Stored(KeptFile kept, DateTime utc)
    {
        // Slides of one title may be the same file.
        if (city.Rows.StoredFiles.Find(file => file.Sha256 == kept.Sha256) is { } known)
        {
            return known;
        }

        var stored = new StoredFile { Id = city.Rows.Id<StoredFile>(), Sha256 = kept.Sha256, Bytes = kept.Bytes, StoredUtc = utc };
        city.Rows.StoredFiles.Add(stored);
        return stored;
    }

    private static DateTime NextDay(Session session, int hour) => City.At(ShanghaiTime.DateOf(session.EndedUtc!.Value).AddDays(1), hour);

    /// <summary>Some tens of metres off, as phones are.</summary>
    private static GeoPoint? Near(CityStation station, Dice dice) => station.Station is { Latitude: { } north, Longitude: { } east }
        ? new GeoPoint(north + (dice.Between(-9, 9) / 10_000d), east + (dice.Between(-9, 9) / 10_000d))
        : null;

    private static string PathOf(string picture) => Path.Combine(AppContext.BaseDirectory, "media-samples", "photos", $"{picture}.jpg");
}
