using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Training.Web.Hosting;

/// <param name="Field">The form's field that it was chosen in.</param>
/// <param name="Name">As the device names it.</param>
/// <param name="Fields">The fields that stood before the file.</param>
/// <param name="Content">Read once.</param>
public sealed record StreamedFile(string Field, string Name, IReadOnlyDictionary<string, string> Fields, Stream Content);

/// <param name="IsOurs">False when the form did not come from the site; nothing of it was read then.</param>
public sealed record StreamedFormEnd(bool IsOurs, IReadOnlyDictionary<string, string> Fields);

/// <summary>
/// Reads a form with files part after part, without keeping it whole: files may be larger than the memory and than what is left on the
/// temporary disk. The form's token stands before the files and is checked before the first of them is read.
/// </summary>
public sealed class StreamedForm(IAntiforgery antiforgery)
{
    private const string Token = "__RequestVerificationToken";
    private const int MostFieldLetters = 20_000;
    private const int MostParts = 200;

    /// <param name="http">The request, whose body nobody has read.</param>
    /// <param name="onFile">Takes each file in its turn; answers false when no more are wanted.</param>
    public async Task<StreamedFormEnd> ReadAsync(HttpContext http, Func<StreamedFile, Task<bool>> onFile, CancellationToken ct)
    {
        var fields = new Dictionary<string, string>();
        if (BoundaryOf(http.Request) is { } boundary)
        {
            var reader = new MultipartReader(boundary, http.Request.Body);
            for (var parts = 0; parts < MostParts && await reader.ReadNextSectionAsync(ct) is { } section; parts++)
            {
                var field = section.GetContentDispositionHeader();
                if (field is null)
                {
                    continue;
                }

                if (!field.IsFileDisposition())
                {
                    var name = HeaderUtilities.RemoveQuotes(field.Name).Value ?? "";
                    var text = await TextAsync(section, ct);
                    fields[name] = text;
                    if (name == Token)
                    {
                        http.Request.Headers["X-CSRF-Token"] = text;
                    }

                    continue;
                }

                if (!await antiforgery.IsRequestValidAsync(http))
                {
                    return new StreamedFormEnd(false, fields);
                }

                // An empty choice is sent as a file without a name.
                var sourceName = HeaderUtilities.RemoveQuotes(field.FileNameStar.HasValue ? field.FileNameStar : field.FileName).Value ?? "";
                if (sourceName.Length > 0 && !await onFile(new StreamedFile(HeaderUtilities.RemoveQuotes(field.Name).Value ?? "", sourceName, fields, section.Body)))
                {
                    return new StreamedFormEnd(true, fields);
                }
            }
        }

        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return new StreamedFormEnd(false, fields);
        }

        // A form that carries no files may come in the plain way.
        if (http.Request.HasFormContentType && BoundaryOf(http.Request) is null)
        {
            foreach (var (name, values) in await http.Request.ReadFormAsync(ct))
            {
                fields[name] = values.ToString();
            }
        }

        return new StreamedFormEnd(true, fields);
    }

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken ct)
    {
        using var reader = new StreamReader(section.Body);
        var letters = new char[MostFieldLetters];
        return new string(letters, 0, await reader.ReadBlockAsync(letters, ct));
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
}
