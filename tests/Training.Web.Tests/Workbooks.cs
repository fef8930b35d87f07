using System.Net.Http.Headers;
using Training.Domain.Sheets;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>Makes workbooks and sends them by the form that stands on a page.</summary>
internal static class Workbooks
{
    public static byte[] Of(IReadOnlyList<string> head, params string[][] rows) => SheetWriter.Write(new SheetLayout
    {
        Name = "Sheet1", Columns = [.. head.Select(title => new LayoutColumn(title))], Rows = rows.Select(row => (IReadOnlyList<SheetValue>)[.. row.Select(cell => (SheetValue)cell)]),
    });

    public static async Task<HttpResponseMessage> SendAsync(TestClient client, string address, byte[] file, string name)
    {
        var content = new MultipartFormDataContent { { new StringContent(await client.AntiforgeryTokenAsync(address)), "__RequestVerificationToken" } };
        var part = new ByteArrayContent(file);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"File\"", FileName = $"\"{name}\"", FileNameStar = name };
        content.Add(part);
        return await client.Http.PostAsync(address, content);
    }
}
