using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Persistence;

public class SetInsertTests
{
    private static readonly DateTime Instant = new DateTime(2026, 10, 14, 1, 2, 3, 456, DateTimeKind.Utc).AddTicks(7890);

    [Theory, OnSqlite, OnPostgres]
    public async Task Rows_come_back_through_the_model_as_they_went_in(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var station = new Station
        {
            Id = 500, Key = Guid.CreateVersion7(), Name = "引号\"与'单引号\\反斜线", Kind = StationKind.VillageHappinessHome, RegionCode = Places.QingfengVillage,
            Capacity = 40, ModelYear = 2026, Status = StationStatus.InUse, InUseFrom = new DateOnly(2026, 1, 5), Version = 3,
        };
        var person = new Person
        {
            Id = 700, Key = Guid.CreateVersion7(), Name = "\ue863天宝 李\U0002cc56\ufeff", NameKey = "k", BirthDate = new DateOnly(1941, 2, 28),
            RegionCode = Places.QingfengVillage, PhoneSealed = [0, 1, 255], PhoneIndex = [], Version = 1,
        };
        var session = new Session
        {
            Id = 900, Key = Guid.CreateVersion7(), StationId = 500, RegionCode = Places.QingfengVillage, Title = "=1+1", TopicCode = "daily-care",
            Form = TeachingForm.Online, Status = SessionStatus.Held, PlannedStartUtc = Instant, PlannedEndUtc = Instant.AddHours(1), StartedUtc = Instant,
            TaughtMinutes = 60, Month = Month.From(2026, 10), MaterialArchived = true,
        };
        var roll = new Roll { Id = 901, Key = Guid.CreateVersion7(), SessionId = 900, StationId = 500, RegionCode = Places.QingfengVillage, Status = RollStatus.Closed, OpenedUtc = Instant };
        var first = new RollMark
        {
            Id = 1, Key = Guid.CreateVersion7(), RollId = 901, StationId = 500, RegionCode = Places.QingfengVillage, AttendeeKey = person.Key,
            Kind = MarkKind.Present, Device = "d", DeviceUtc = Instant, ClockOffsetMs = -1500, ReceivedUtc = Instant,
        };
        var second = new RollMark
        {
            Id = 2, Key = Guid.CreateVersion7(), RollId = 901, StationId = 500, RegionCode = Places.QingfengVillage, AttendeeKey = person.Key,
            Kind = MarkKind.Absent, Supersedes = [first.Key, Guid.NewGuid()], Device = "d", DeviceSequence = 2, DeviceUtc = Instant, ReceivedUtc = Instant, Reason = "点错了",
        };
        var account = new Account { Id = 40, UserName = "x", NormalizedUserName = "X", DisplayName = "某", LockoutEnabled = true, LockoutEnd = new DateTimeOffset(Instant) };
        var entry = AuditTrail.Next(null, "roll/901", new Actor(40), "OpenRoll", Instant, after: new { 人 = 30 });
        entry.Id = 77;

        await using (var db = database.Open())
        {
            await db.InsertManyAsync<Station>([station]);
            await db.InsertManyAsync<Person>([person]);
            await db.InsertManyAsync<Session>([session]);
            await db.InsertManyAsync<Roll>([roll]);
            Assert.Equal(2, await db.InsertManyAsync<RollMark>([first, second]));
            await db.InsertManyAsync<Account>([account]);
            await db.InsertManyAsync<AuditEntry>([entry]);
        }

        await using (var db = database.Open())
        {
            Same(station, await db.Stations().SingleAsync());
            Same(person, await db.People().SingleAsync(p => p.Key == person.Key));
            Same(session, await db.Sessions().SingleAsync(s => s.StartedUtc == Instant && s.Month == Month.From(2026, 10)));
            Same(first, await db.RollMarks().SingleAsync(m => m.Key == first.Key));
            Same(second, await db.RollMarks().SingleAsync(m => m.Id == 2));
            Same(account, await db.Accounts().SingleAsync());
            Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        }

        // A row of the ordinary way gets a key above, and is written in the same form.
        await using (var db = database.Open())
        {
            var next = new Station { Key = Guid.CreateVersion7(), Name = "再一站", RegionCode = Places.QingfengVillage };
            db.Stations().Add(next);
            await db.SaveChangesAsync();
            Assert.True(next.Id > station.Id);
        }

        static void Same<T>(T expected, T actual) => Assert.Equal(Text(expected), Text(actual));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Many_chunks_are_whole_or_not_at_all_within_a_transaction(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var rows = Enumerable.Range(1, 9000).Select(i => new Household { Id = i, Key = Guid.NewGuid(), RegionCode = Places.Qingfeng }).ToList();
        await using (var db = database.Open())
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            Assert.Equal(9000, await db.InsertManyAsync(rows));
            await transaction.RollbackAsync();
            Assert.Equal(0, await db.Households().CountAsync());
            Assert.Equal(9000, await db.InsertManyAsync(rows));
            Assert.Equal(9000, await db.Households().CountAsync());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_table_has_a_statement_on_every_provider_and_SQL_Server_reads_it(bool databaseKeys)
    {
        foreach (var db in Unconnected.All())
        {
            using (db)
            {
                foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && !e.GetNavigations().Any(n => n.TargetEntityType.IsOwned())))
                {
                    var sql = (string)typeof(SetInsert).GetMethod(nameof(SetInsert.SqlFor))!.MakeGenericMethod(entity.ClrType).Invoke(null, [db, databaseKeys])!;
                    Assert.Contains(entity.GetTableName()!, sql, StringComparison.Ordinal);
                    if (db is SqlServerTrainingDbContext)
                    {
                        Assert.Empty(SqlServerSyntax.Errors(sql));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_row_that_owns_a_document_is_not_taken_without_it()
    {
        using var db = Unconnected.All().First();
        Assert.Contains("save it through the context", Assert.Throws<ArgumentException>(() => SetInsert.SqlFor<IdentityUserPasskey<long>>(db, databaseKeys: true)).Message, StringComparison.Ordinal);
    }

    private static string Text<T>(T row) =>
        string.Join("; ", typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => $"{p.Name} = {Text(p.GetValue(row))}"));

    private static string Text(object? value) => value is Month month ? month.ToString() : JsonSerializer.Serialize(value);
}
