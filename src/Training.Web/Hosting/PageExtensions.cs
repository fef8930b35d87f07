using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Training.Web.Hosting;

public sealed record Crumb(string Words, string? Href = null);

/// <summary>What a page tells its frame. One place, so that the keys are written once.</summary>
public static class PageExtensions
{
    /// <summary>The page's name, in the browser's tab.</summary>
    public static void Title(this ViewDataDictionary view, string title) => view["Title"] = title;

    public static string? Title(this ViewDataDictionary view) => view["Title"] as string;

    /// <summary>Where a family or field page leads back to.</summary>
    public static void Back(this ViewDataDictionary view, string href, string words) => view["Back"] = new Crumb(words, href);

    public static Crumb? Back(this ViewDataDictionary view) => view["Back"] as Crumb;

    /// <summary>The modules that the page needs: names of files in Client/src.</summary>
    public static void Islands(this ViewDataDictionary view, params string[] names) => view["Islands"] = names;

    public static string[] Islands(this ViewDataDictionary view) => view["Islands"] as string[] ?? [];

    /// <summary>The page needs only the part of the style sheet that the roll on a phone is made of.</summary>
    public static void FieldStyle(this ViewDataDictionary view) => view["StyleSheets"] = (string[])["field.css"];

    /// <summary>The page needs only the part that families' pages are made of.</summary>
    public static void FamilyStyle(this ViewDataDictionary view) => view["StyleSheets"] ??= (string[])["family.css", "families.css"];

    /// <summary>Only what a lesson is made of stands before the lesson's first picture.</summary>
    public static void LessonStyle(this ViewDataDictionary view) => view["StyleSheets"] = (string[])["family.css"];

    public static string[] StyleSheets(this ViewDataDictionary view) => view["StyleSheets"] as string[] ?? ["site.css"];

    /// <summary>The page is kept on phones as a frame: nothing of whoever asked for it may stand on it.</summary>
    public static void Frame(this ViewDataDictionary view) => view["Frame"] = true;

    public static bool IsFrame(this ViewDataDictionary view) => view["Frame"] is true;

    /// <summary>A module that a part of the page needs, which cannot speak to the frame.</summary>
    public static void AddIsland(this HttpContext http, string name) => http.Items["Islands"] = http.Islands().Append(name).Distinct().ToArray();

    public static string[] Islands(this HttpContext http) => http.Items["Islands"] as string[] ?? [];

    /// <summary>The place in the staff navigation that is current: the item's key.</summary>
    public static void Section(this ViewDataDictionary view, string key) => view["Section"] = key;

    public static string? Section(this ViewDataDictionary view) => view["Section"] as string;

    /// <summary>The way from the region to the page, on staff pages.</summary>
    public static void Crumbs(this ViewDataDictionary view, params Crumb[] crumbs) => view["Crumbs"] = crumbs;

    public static Crumb[] Crumbs(this ViewDataDictionary view) => view["Crumbs"] as Crumb[] ?? [];

    /// <summary>Folds the rail to its characters, for pages that need the width.</summary>
    public static void Slim(this ViewDataDictionary view) => view["Slim"] = true;

    public static bool IsSlim(this ViewDataDictionary view) => view["Slim"] is true;

    public static void Mode(this ViewDataDictionary view, string mode) => view["Mode"] = mode;

    public static string Mode(this ViewDataDictionary view) => view["Mode"] as string ?? "staff";

    public static void Site(this ViewDataDictionary view, string site) => view["Site"] = site;

    public static string Site(this ViewDataDictionary view) => view["Site"] as string ?? "三进工作台";

    /// <summary>The page's own address, to come back to after a choice of look.</summary>
    public static string Here(this ViewContext page) =>
        HttpMethods.IsGet(page.HttpContext.Request.Method) ? page.HttpContext.Request.Path + page.HttpContext.Request.QueryString : "/";
}
