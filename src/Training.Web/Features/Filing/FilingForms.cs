using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Training.Web.Features.Filing;

/// <summary>Which figure of a sheet is opened, and how.</summary>
public sealed class FigureAsk
{
    public string? Item { get; set; }

    public Training.Domain.Filing.DrillTab Tab { get; set; }

    public int Page { get; set; } = 1;
}

/// <summary>Everything that somebody may type on the page of a filing; a refused step shows it again.</summary>
public sealed class FilingForm
{
    /// <summary>Own name, as a signature.</summary>
    public string? Name { get; set; }

    /// <summary>Of the sheet as it was shown.</summary>
    public string? Sha256 { get; set; }

    public string? Opinion { get; set; }

    /// <summary>Why a line is sent back, by its code; "all" is the sheet as a whole.</summary>
    public Dictionary<string, string?> Reasons { get; set; } = [];

    /// <summary>Line of a remark.</summary>
    public string? Line { get; set; }

    public string? Text { get; set; }

    /// <summary>Which line that was sent back <see cref="Text"/> answers, from the address.</summary>
    [BindNever]
    public Guid? Answering { get; set; }
}

public sealed class OpenFilingForm
{
    public string? County { get; set; }

    public string? Period { get; set; }

    public Guid? Lead { get; set; }
}
