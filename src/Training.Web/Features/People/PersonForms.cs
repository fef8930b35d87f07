using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Regions;

namespace Training.Web.Features.People;

public sealed class PersonForm
{
    public string? Name { get; set; }

    public long? RegionCode { get; set; }

    public string? Building { get; set; }

    public string? BirthDate { get; set; }

    public string? Phone { get; set; }

    public string? IdNumber { get; set; }

    public string? Address { get; set; }

    public List<PersonValue> Cleared { get; set; } = [];

    /// <summary>Of somebody new: whose household it is too.</summary>
    public Guid? With { get; set; }

    public bool OwnHousehold { get; set; } = true;

    /// <summary>Of somebody new: the station whose regular he or she becomes.</summary>
    public Guid? Station { get; set; }

    [BindNever]
    public Guid? Key { get; set; }

    /// <summary>Stations that the account works for; empty for one that is bound to none.</summary>
    [BindNever]
    public IReadOnlyList<(Guid Key, string Name)> Stations { get; set; } = [];

    [BindNever]
    public IReadOnlyList<TownHomes> Towns { get; set; } = [];

    /// <summary>The person whose household it is too, by name.</summary>
    [BindNever]
    public string? Mate { get; set; }

    /// <summary>Values on file, masked, that an empty field leaves alone.</summary>
    [BindNever]
    public IReadOnlyDictionary<PersonValue, string> OnFile { get; set; } = new Dictionary<PersonValue, string>();

    public WritePersonInput ToInput(Guid? key, Actor actor) => new()
    {
        Actor = actor, Key = key, Name = Name, RegionCode = RegionCode, Building = Building, BirthDate = BirthDate, Phone = Phone, IdNumber = IdNumber,
        Address = Address, Cleared = Cleared, LivesWith = With, OwnHousehold = OwnHousehold,
    };
}

/// <summary>Communities and villages of a town that the account reaches.</summary>
public sealed record TownHomes(string Town, IReadOnlyList<Region> Homes);

public sealed class MoveForm
{
    public List<Guid> People { get; set; } = [];

    /// <summary>own, unknown, or the key of somebody whose household they move to.</summary>
    public string? To { get; set; }

    public DateOnly? On { get; set; }

    /// <summary>What was typed to find the household that they move to.</summary>
    public string? Find { get; set; }
}

public sealed class DecisionForm
{
    public string? Why { get; set; }

    /// <summary>Of a merge: the row that stands for both.</summary>
    public Guid? Into { get; set; }

    public bool SameHousehold { get; set; }

    /// <summary>Of an undone merge: they are two people.</summary>
    public bool NotSame { get; set; }
}
