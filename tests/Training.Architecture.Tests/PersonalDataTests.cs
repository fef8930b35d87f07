using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Architecture.Tests;

/// <summary>A room that keeps rows about persons tells of them in the export and clears them at erasure; one that forgets is found here.</summary>
public class PersonalDataTests
{
    /// <summary>Sealed values of nobody in the register, each with why no source has to tell of them.</summary>
    private static readonly Dictionary<string, string> Unowned = new()
    {
        ["OutgoingMessage"] = "thrown away by its own rule once it is sent",
        ["PhoneCode"] = "lives for minutes",
        ["Invitation"] = "belongs to an account of the staff",
        ["NoticeObjection"] = "belongs to whoever objected, who stands in no register; the notice keeps it as long as the file of the notice",
        ["Organization"] = "the telephone of a body",
        ["ClassPhoto"] = "where a class was photographed, near or far from its station; about nobody",
        ["ImportDraft"] = "an uploaded sheet, thrown away when it is taken or two days old",
    };

    /// <summary>Rows that name a trainer by id and hold nothing of his or her own, each with why no source has to tell of them.</summary>
    private static readonly Dictionary<string, string> WorkOfTrainers = new()
    {
        ["SessionTrainer"] = "the county's record of who stood before a class; the name beside it is the trainer's, which is cleared",
        ["Course"] = "a course that the county published; the name beside it is the trainer's, which is cleared",
        ["HomeVisit"] = "the household's record of a visit; the name beside it is the trainer's, which is cleared",
        ["HelpService"] = "the station's record of a service; the name beside it is the trainer's, which is cleared",
        ["SocialWorkerPost"] = "which post of a station was filled from when to when; the name beside it is the trainer's, which is cleared",
        ["Invitation"] = "belongs to an account of the staff",
    };

    [Fact]
    public void Every_row_that_hangs_on_a_trainer_is_told_and_cleared_by_a_source_or_has_a_reason()
    {
        using var db = Unconnected.SqlServer(AccessScope.Everything);
        var told = Told();
        var rows = db.Model.GetEntityTypes().Where(HangsOnTrainer).Select(e => e.ClrType).ToList();

        Assert.True(rows.Count > 10);
        Assert.Empty(rows.Where(t => !told.Contains(t) && !WorkOfTrainers.ContainsKey(t.Name)).Select(t => t.FullName));
        Assert.Empty(WorkOfTrainers.Keys.Except(rows.Select(t => t.Name)));
    }

    [Fact]
    public void Every_row_about_a_person_is_told_and_cleared_by_a_source()
    {
        using var db = Unconnected.SqlServer(AccessScope.Everything);
        var told = Told();

        Assert.True(told.Count > 8);
        Assert.Empty(db.Model.GetEntityTypes().Where(IsAboutPerson).Select(e => e.ClrType).Where(t => !told.Contains(t)).Select(t => t.FullName));
    }

    [Fact]
    public void Every_sealed_value_is_told_of_or_has_a_reason()
    {
        using var db = Unconnected.SqlServer(AccessScope.Everything);
        var told = Told();
        var holders = db.Model.GetEntityTypes()
            .Where(e => e.GetProperties().Any(p => p.ClrType == typeof(byte[]) && p.Name.EndsWith("Sealed", StringComparison.Ordinal))).Select(e => e.ClrType).ToList();

        Assert.Empty(holders.Where(t => !told.Contains(t) && !Unowned.ContainsKey(t.Name)).Select(t => t.Name));
        Assert.Empty(Unowned.Keys.Except(holders.Select(t => t.Name)));
    }

    /// <summary>Ids, names and text may stand in clear; whoever calls a column Phone, IdNumber or Address has to seal it.</summary>
    [Fact]
    public void No_column_of_text_is_called_like_a_personal_value()
    {
        // Identity's own column, which the product never writes; where a station or a body sits and where one may complain is public.
        string[] known = ["Account.PhoneNumber", "Account.PhoneNumberConfirmed", "Station.Address", "Organization.Address", "PublicNotice.SupervisionPhone"];
        using var db = Unconnected.SqlServer(AccessScope.Everything);
        var suspects = from entity in db.Model.GetEntityTypes()
                       from property in entity.GetProperties()
                       where property.ClrType == typeof(string)
                       where (string[])["Phone", "Mobile", "IdNumber", "Address"] is var words && words.Any(w => property.Name.Contains(w, StringComparison.Ordinal))
                       select $"{entity.ClrType.Name}.{property.Name}";

        Assert.Empty(suspects.Except(known));
    }

    [Fact]
    public void A_forgotten_row_would_be_found()
    {
        using var db = Unconnected.SqlServer(AccessScope.Everything);

        Assert.True(IsAboutPerson(db.Model.FindEntityType(typeof(Training.Domain.Stations.StationMember))!));
        Assert.False(IsAboutPerson(db.Model.FindEntityType(typeof(Training.Domain.Stations.Station))!));
        Assert.True(HangsOnTrainer(db.Model.FindEntityType(typeof(PoolDossier))!));
        Assert.False(HangsOnTrainer(db.Model.FindEntityType(typeof(Training.Domain.Stations.Station))!));
    }

    private static bool IsAboutPerson(IEntityType entity) =>
        entity.ClrType == typeof(Person)
        || entity.GetForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(Person))
        || entity.GetProperties().Any(p => p.Name.EndsWith("PersonId", StringComparison.Ordinal));

    private static bool HangsOnTrainer(IEntityType entity) =>
        entity.GetForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(Trainer))
        || entity.GetProperties().Any(p => p.Name.EndsWith("TrainerId", StringComparison.Ordinal));

    private static HashSet<Type> Told() =>
    [
        .. typeof(Person).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IPersonalDataSource)))
            .SelectMany(t => ((IPersonalDataSource)RuntimeHelpers.GetUninitializedObject(t)).Tells),
    ];
}
