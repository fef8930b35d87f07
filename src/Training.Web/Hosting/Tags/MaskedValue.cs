using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Training.Domain.People.Privacy;

namespace Training.Web.Hosting.Tags;

/// <summary>
/// <c>&lt;masked-value person="@key" field="Phone" value="@masked"/&gt;</c>: a personal value as it may stand on a page, with the way to
/// open it for whoever may. The value comes in masked: the whole one never reaches the page that lists people.
/// </summary>
[HtmlTargetElement("masked-value", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MaskedValueTag : TagHelper
{
    public Guid Person { get; set; }

    public PersonalField Field { get; set; }

    /// <summary>Null or empty (what a view makes of null): nothing on file.</summary>
    public string? Value { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext Page { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("masked", HtmlEncoder.Default);
        if (string.IsNullOrEmpty(Value))
        {
            output.Content.AppendHtml("<span class=\"quiet\">没有登记</span>");
            return;
        }

        output.Content.AppendHtml("<span class=\"num\">").Append(Value).AppendHtml("</span>");
        if (Page.HttpContext.User.May(Policies.Unmask))
        {
            var href = $"/privacy/people/{Person}/open?field={Field}&next={Uri.EscapeDataString(Page.Here())}";
            output.Content.AppendHtml(" <a href=\"").Append(href).AppendHtml("\">打开<span class=\"vh\">").Append(PrivacyWords.Of(Field)).AppendHtml("</span></a>");
        }
    }
}
