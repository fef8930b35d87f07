using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

public static class DoorPagesModule
{
    public static IServiceCollection AddDoorPages(this IServiceCollection services) =>
        services.AddSingleton<DoorTicket>().AddSingleton<CardSheetTicket>().AddScoped<StationChoice>();
}

/// <summary>The code as it stands on the tablet at the door. Without a code nothing is open.</summary>
public sealed record DoorPage(RollSheet Sheet, QrDrawing? Code, int Present);

public sealed record DoorCodeNow(string Path, int Size, int Present, int ChangesInMs);

/// <summary>The page of a resident who scanned: which class, who is signed in, and what came of it.</summary>
public sealed record CheckInPage
{
    public DoorClass? Class { get; init; }

    public string? Name { get; init; }

    public CheckedIn? Done { get; init; }

    /// <summary>Why it cannot be now, and the one thing that helps.</summary>
    public Refusal? Refused { get; init; }

    public bool ScanAgain { get; init; }

    public required DateOnly Today { get; init; }
}

public sealed record RollCardPage(RollSheet Sheet, string? Typed, IReadOnlyList<HolderOnRoll> Holders, string? Done)
{
    public Guid Nonce { get; } = Guid.CreateVersion7();
}

/// <summary>Somebody behind a card, and how he or she stands on this roll.</summary>
public sealed record HolderOnRoll(Guid Key, string Name, string Label, bool Present, IReadOnlyList<Guid> Heads);

public sealed record CardRequest(string? Code);

/// <summary>A flag on a page: with its class where several classes stand together, without on the class's own page.</summary>
public sealed record FlagOfPage(FlagLine Line, DateTime NowUtc, bool WithRoll);

public sealed record StationTabs(Stations Stations, string Path);
