using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Training.Web.Features.Trainers;

/// <summary><c>&lt;hours-ring value="42" of="60" /&gt;</c>: the year as a ring; the figure stands beside it in words.</summary>
[HtmlTargetElement("hours-ring", TagStructure = TagStructure.WithoutEndTag)]
public sealed class HoursRingTag : TagHelper
{
    // A circle of circumference 100, so that a share is a length.
    private const string Circle = "cx=\"20\" cy=\"20\" r=\"15.9155\" fill=\"none\" stroke-width=\"5\"";

    public decimal Value { get; set; }

    public int Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var share = Of <= 0 ? 0 : Math.Round(Math.Clamp(Value / Of, 0, 1) * 100, 1);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Value >= Of ? "hours-ring met" : "hours-ring");
        output.Attributes.SetAttribute("viewBox", "0 0 40 40");
        output.Attributes.SetAttribute("width", 96);
        output.Attributes.SetAttribute("height", 96);
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        output.Content.SetHtmlContent(string.Create(
            CultureInfo.InvariantCulture,
            $"<circle class=\"ground\" {Circle}/><circle class=\"fill\" {Circle} stroke-dasharray=\"{share} 100\" transform=\"rotate(-90 20 20)\"/>"));
    }
}
