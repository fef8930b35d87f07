using System.Security.Cryptography;
using System.Text;

namespace Training.Web.Hosting;

/// <summary>Addresses of a published lesson's files.</summary>
public static class MediaAddress
{
    public static string Of(Guid lesson, string folder, string file) => $"/media/{lesson:D}/{Mark(folder)}/{file}";

    /// <summary>Changes when the lesson is published anew.</summary>
    public static string Mark(string folder) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 6));
}
