using Microsoft.EntityFrameworkCore;
using Training.Domain.Commendations;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>A confirmed list of the city's third quarter with one station on it, praised for three classes.</summary>
    public static async Task<(CommendationList List, CommendationCandidate Candidate)> CommendationAsync(
        TrainingDbContext db, TimeProvider clock, Station station, CommendationState state = CommendationState.Confirmed)
    {
        var county = RegionCodes.CountyOf(station.RegionCode);
        var rows = new[] { 1L, 2, 3 }.Select(id => RowLine.Write(new MetricRow { Kind = RecordKind.Session, RecordId = id, Numerator = 1, Denominator = 1 })).ToList();
        var rule = CommendationDefinition.Shipped[0];
        var content = new CommendationContent
        {
            Region = Places.City, Period = "2026-Q3", Rule = rule.Version, RuleSha256 = rule.Sha256,
            Candidates =
            [
                new()
                {
                    Kind = PraisedKind.Station, County = county, Subject = station.Id, Place = 1, Points = 30, Listed = true,
                    Figures = [new() { Code = MeasureCode.Sessions, Value = 3, Of = 3, Points = 30, Sha256 = CanonicalJson.HashOf(string.Join('\n', rows)), Rows = rows }],
                },
            ],
        };
        var text = content.Write();
        var list = await SaveAsync(
            db,
            new CommendationList
            {
                Key = Guid.CreateVersion7(), RegionCode = Places.City, Period = content.Period, Number = 1 + await db.CommendationLists().CountAsync(), State = state, Rule = rule.Version, Text = text, Sha256 = CanonicalJson.HashOf(text),
                MadeUtc = clock.UtcNow(), ComputedUtc = clock.UtcNow(), PutForwardUtc = state == CommendationState.Draft ? null : clock.UtcNow(),
                ConfirmedUtc = state == CommendationState.Confirmed ? clock.UtcNow() : null,
            },
            null);
        var candidate = await SaveAsync(
            db,
            new CommendationCandidate
            {
                Key = Guid.CreateVersion7(), ListId = list.Id, RegionCode = county, Kind = PraisedKind.Station, SubjectId = station.Id,
                State = state == CommendationState.Confirmed ? CandidateState.Praised : CandidateState.Listed,
            },
            null);
        return (list, candidate);
    }
}
