namespace Training.Jobs.Filing.Scans;

public enum Tone
{
    Colour,

    /// <summary>A red seal is as grey as a pencil.</summary>
    Grey,

    /// <summary>Ink or paper, nothing between: a red seal is black.</summary>
    BlackAndWhite,
}

/// <summary>What befell the code in the foot of a page.</summary>
public enum CodeLoss
{
    None,

    /// <summary>A red seal over the QR, solid.</summary>
    RedSeal,

    /// <summary>The same in black.</summary>
    BlackSeal,

    /// <summary>The glass ended within the QR.</summary>
    Edge,

    /// <summary>Wet, or out of focus.</summary>
    Smear,

    /// <summary>The whole foot is cut off, and the printed code with it.</summary>
    Foot,
}

/// <summary>How a paper comes back: what was done to it, and with what it was taken.</summary>
public sealed record Spoiling
{
    public required int DotsAnInch { get; init; }

    /// <summary>Degrees.</summary>
    public required double Turned { get; init; }

    /// <summary>How far each corner lies off its place, as a share of the page; a photograph taken from aside.</summary>
    public required IReadOnlyList<(double X, double Y)> Corners { get; init; }

    /// <summary>Desk around the page, as a share of it.</summary>
    public double Margin { get; init; }

    /// <summary>Points out of focus.</summary>
    public float Blur { get; init; }

    /// <summary>Light lost in the darkest corner.</summary>
    public double Shade { get; init; }

    /// <summary>Spread of the noise of 255 steps of light.</summary>
    public double Noise { get; init; }

    public int Quality { get; init; } = 85;

    public IReadOnlyList<(double X, double Y)> Seals { get; init; } = [];

    /// <summary>Where somebody wrote by hand, as boxes of the page.</summary>
    public IReadOnlyList<Box> Hands { get; init; } = [];

    /// <summary>Strokes of a pen elsewhere.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Strokes { get; init; } = [];

    public Tone Tone { get; init; }

    public CodeLoss Loss { get; init; }

    /// <summary>Where the QR stands.</summary>
    public Box Qr { get; init; }

    /// <summary>The page as it is left of the loss of its code: what is beyond is gone.</summary>
    public (double Right, double Bottom) Kept(Darkness page) => (
        Loss == CodeLoss.Edge ? Qr.Left + (Qr.Width * 0.55) : page.Width, Loss == CodeLoss.Foot ? Qr.Top : page.Height);

    public static Spoiling Random(Random dice, SheetPage page, CodeLoss loss)
    {
        var kind = dice.Next(4);
        double Around(double most) => ((dice.NextDouble() * 2) - 1) * most;
        var photo = kind == 2;
        var figures = page.Rows.Where(r => !r.Signed && r.Cells.Count > 4).Select(r => r.Cells[^3].Area).ToList();
        var signed = page.Rows.Where(r => r.Signed).ToList();
        var seals = signed.Select(r => r.Cells[^1].Area).Select(a => (a.Left + (a.Width * (0.3 + (dice.NextDouble() * 0.4))), a.Top + (a.Height * 0.5))).ToList();
        if (figures.Count > 0 && dice.Next(2) == 0)
        {
            var over = figures[dice.Next(figures.Count)];
            seals.Add((over.Left + (over.Width * dice.NextDouble()), over.Top));
        }

        var tone = dice.Next(10) switch { < 6 => Tone.Colour, < 8 => Tone.Grey, _ => photo ? Tone.Grey : Tone.BlackAndWhite };
        return new()
        {
            Tone = tone,
            // Red that is not seen as red is as good as black.
            Loss = loss == CodeLoss.RedSeal && tone != Tone.Colour ? CodeLoss.BlackSeal : loss,
            Qr = CodeGrid.Place(page),
            DotsAnInch = kind switch { 0 => 300, 1 => 240, 2 => 210, _ => 150 } + (kind == 3 ? 0 : dice.Next(-40, 1)),
            Turned = Around(4) + (kind == 1 ? 90 * dice.Next(1, 4) : photo ? 90 * dice.Next(4) : 0),
            Corners = [.. Enumerable.Range(0, 4).Select(_ => photo ? (Around(0.03), Around(0.03)) : (0.0, 0.0))],
            Margin = photo ? 0.04 + (dice.NextDouble() * 0.12) : 0,
            Blur = photo ? 0.8f : 0.4f,
            Shade = photo ? 0.45 : 0.08,
            Noise = photo ? 7 : 4,
            Quality = kind is 2 or 3 ? 60 : 80,
            Seals = seals,
            Hands = [.. signed.Select(r => r.Cells[0]).Select(c => new Box(c.Area.Left + (c.Area.Width * 5 / 10), c.Area.Bottom - (c.Area.Height * 4 / 10), c.Area.Left + (c.Area.Width * 8 / 10), c.Area.Bottom - 4))],
        };
    }
}
