using Training.Domain.Inspections;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>A draw of one class, inspected, with a fault that the body is heard about; nobody has answered.</summary>
    public static async Task<(InspectionDraw Draw, Inspection Inspection)> InspectionAsync(TrainingDbContext db, Session session, long drawer, Action<Inspection>? with = null)
    {
        var line = new Drawable(InspectedKind.Session, RegionCodes.CountyOf(session.RegionCode), session.StationId, session.Key).Line;
        var draw = await SaveAsync(
            db,
            new InspectionDraw
            {
                Key = Guid.CreateVersion7(), RegionCode = drawer, AreaCode = drawer, First = session.Month, Last = session.Month, SessionsAsked = 1, Seed = "20261105", Population = line,
                PopulationSha256 = DrawRules.HashOf(line), SessionsThere = 1, DueOn = new DateOnly(2026, 11, 26), DrawnUtc = new DateTime(2026, 11, 5, 2, 0, 0, DateTimeKind.Utc),
            },
            null);
        var inspection = await SaveAsync(
            db,
            new Inspection
            {
                Key = Guid.CreateVersion7(), DrawId = draw.Id, StationId = session.StationId, RegionCode = session.RegionCode, Ordinal = 1, Kind = InspectedKind.Session, RecordKey = session.Key,
                RecordId = session.Id, State = InspectionState.Hearing, Form = InspectionForm.Shipped.Version, AnswersJson = """{"heads":"20","photos":"no","called":"5","confirmed":"3","duration":"yes","content":"yes","complete":"yes"}""",
                Remarks = "照片上只有 20 人。", Inspectors = "周志远、李红", InspectedOn = new DateOnly(2026, 11, 12), Verdict = InspectionVerdict.Partly, FollowUp = FollowUp.Correct,
                Asked = "按实际到的人更正点名册。", MendDays = 10, DueOn = new DateOnly(2027, 1, 8),
            },
            with);
        return (draw, inspection);
    }
}
