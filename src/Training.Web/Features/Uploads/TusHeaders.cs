using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Training.Domain.Media;
using Training.Domain.Uploads;

namespace Training.Web.Features.Uploads;

/// <summary>The words of tus 1.0.0 (tus.io, resumable upload protocol) in headers.</summary>
public static class Tus
{
    public const string Version = "1.0.0";
    public const string PieceType = "application/offset+octet-stream";

    /// <summary>Of the protocol's own: the piece is not what its checksum says.</summary>
    public const int ChecksumDiffers = 460;

    public static void Describe(IHeaderDictionary headers)
    {
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,creation-with-upload,termination,checksum,expiration";
        headers["Tus-Max-Size"] = Said(MediaLimits.Default.FileBytes);
        headers["Tus-Checksum-Algorithm"] = "sha1,sha256";
    }

    public static void Place(IHeaderDictionary headers, long offset, DateTime expiresUtc)
    {
        headers["Upload-Offset"] = Said(offset);
        headers["Upload-Expires"] = expiresUtc.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number that is not negative; null for everything else.</summary>
    public static long? Number(string? header) =>
        long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>"sha256 BASE64"; false where it cannot be meant.</summary>
    public static bool TryChecksum(string? header, out PieceChecksum? checksum)
    {
        checksum = null;
        if (string.IsNullOrEmpty(header))
        {
            return true;
        }

        var parts = header.Split(' ');
        var hash = new byte[64];
        if (parts.Length != 2 || !Convert.TryFromBase64String(parts[1], hash, out var length))
        {
            return false;
        }

        checksum = (parts[0], length) switch
        {
            ("sha1", SHA1.HashSizeInBytes) => new PieceChecksum(HashAlgorithmName.SHA1, hash[..length]),
            ("sha256", SHA256.HashSizeInBytes) => new PieceChecksum(HashAlgorithmName.SHA256, hash[..length]),
            _ => null,
        };
        return checksum is not null;
    }

    public static string Said(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Every answer says which version of the protocol it speaks, a request that speaks another is answered 412, and an answer is the protocol's
/// and not a page about an error.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TusProtocolAttribute : Attribute, IAsyncResourceFilter
{
    public Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        http.Response.Headers["Tus-Resumable"] = Tus.Version;
        http.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(http.Request.Method) || http.Request.Headers["Tus-Resumable"] == Tus.Version)
        {
            return next();
        }

        Tus.Describe(http.Response.Headers);
        context.Result = new StatusCodeResult(StatusCodes.Status412PreconditionFailed);
        return Task.CompletedTask;
    }
}
