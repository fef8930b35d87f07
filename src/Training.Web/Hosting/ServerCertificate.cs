using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>The certificate that was named cannot be used; the message is the sentence for whoever started the site.</summary>
public sealed class CertificateRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Where the certificate lies: a PFX file, or a PEM file with the whole chain and, if it is not in the same file, the key. The password of
/// either comes from a file or from the environment, never from the command line, which everybody on the machine can read.
/// </summary>
public sealed record CertificateFiles(string File, string? Key, string? Password, string? PasswordFile)
{
    /// <summary>Certificate:File, :Key, :Password and :PasswordFile; none when no file is named.</summary>
    public static CertificateFiles? From(IConfiguration configuration) =>
        configuration["Certificate:File"] is { Length: > 0 } file
            ? new CertificateFiles(file, Filled(configuration["Certificate:Key"]), Filled(configuration["Certificate:Password"]), Filled(configuration["Certificate:PasswordFile"]))
            : null;

    private static string? Filled(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

/// <summary>
/// The certificate that the site shows. A renewed file is taken up within a minute, without a restart; a renewed file that cannot be used
/// leaves the old certificate in place and says so in the log.
/// </summary>
public sealed class ServerCertificate
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly CertificateFiles files;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private SslStreamCertificateContext context;
    private DateTime lookedUtc;
    private DateTime writtenUtc;

    private ServerCertificate(CertificateFiles files, TimeProvider clock)
    {
        this.files = files;
        this.clock = clock;
        (context, writtenUtc, lookedUtc) = (Read(files, clock.UtcNow()), WrittenUtc(files), clock.UtcNow());
    }

    public DateTime EndsUtc => context.TargetCertificate.NotAfter.ToUniversalTime();

    /// <exception cref="CertificateRefusedException">With the sentence that says what is wrong and what to do.</exception>
    public static ServerCertificate Open(CertificateFiles files, TimeProvider clock) => new(files, clock);

    /// <summary>Leaf and chain as they are shown to a browser now.</summary>
    public SslStreamCertificateContext Current(ILogger log)
    {
        lock (gate)
        {
            var nowUtc = clock.UtcNow();
            if (nowUtc - lookedUtc < LookEvery)
            {
                return context;
            }

            lookedUtc = nowUtc;
            try
            {
                if (WrittenUtc(files) is var written && written != writtenUtc)
                {
                    context = Read(files, nowUtc);
                    writtenUtc = written;
                    log.LogInformation("证书文件换过了，从现在起用新的，到 {EndsUtc:yyyy-MM-dd} 为止。", EndsUtc);
                }
            }
            catch (CertificateRefusedException refused)
            {
                log.LogError("{Sentence}现在接着用原来的证书，到 {EndsUtc:yyyy-MM-dd} 为止。", refused.Message, EndsUtc);
            }

            return context;
        }
    }

    private static DateTime WrittenUtc(CertificateFiles files) =>
        new[] { files.File, files.Key ?? files.File }.Max(File.GetLastWriteTimeUtc);

    private static SslStreamCertificateContext Read(CertificateFiles files, DateTime nowUtc)
    {
        var password = PasswordOf(files);
        var all = Pem(files.File) ? FromPem(files, password) : FromPfx(files, password);
        var leaf = all.FirstOrDefault(c => c.HasPrivateKey)
            ?? throw new CertificateRefusedException($"证书文件 {files.File} 里没有私钥：PFX 请连同私钥一起导出，PEM 请用 --certificate-key 写明私钥文件。");
        if (leaf.NotAfter.ToUniversalTime() <= nowUtc)
        {
            throw new CertificateRefusedException($"证书文件 {files.File} 已于 {leaf.NotAfter:yyyy-MM-dd} 过期，浏览器不会接受：请换上新的证书。");
        }

        if (leaf.NotBefore.ToUniversalTime() > nowUtc)
        {
            throw new CertificateRefusedException($"证书文件 {files.File} 从 {leaf.NotBefore:yyyy-MM-dd HH:mm} 起才有效：请核对本机时间，或换一张证书。");
        }

        // Offline: the chain is what the file holds. Nothing is fetched from elsewhere.
        return SslStreamCertificateContext.Create(leaf, [.. all.Where(c => c != leaf)], offline: true);
    }

    private static X509Certificate2Collection FromPfx(CertificateFiles files, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12Collection(Bytes(files.File), password);
        }
        catch (CryptographicException wrong)
        {
            throw new CertificateRefusedException(
                password is null
                    ? $"证书文件 {files.File} 打不开：它可能有密码（写在环境变量 Training__Certificate__Password 里，或用 --certificate-password-file 指明存密码的文件），也可能不是 PFX 或 PEM 格式的证书。"
                    : $"证书文件 {files.File} 打不开：密码不对，或者文件不是 PFX 格式的证书。",
                wrong);
        }
    }

    private static X509Certificate2Collection FromPem(CertificateFiles files, string? password)
    {
        var all = new X509Certificate2Collection();
        var text = System.Text.Encoding.UTF8.GetString(Bytes(files.File));
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException wrong)
        {
            throw new CertificateRefusedException($"证书文件 {files.File} 不是完好的 PEM 证书：请核对文件。", wrong);
        }

        if (all.Count == 0)
        {
            throw new CertificateRefusedException($"文件 {files.File} 里没有证书：--certificate 后面写证书文件，私钥文件写在 --certificate-key 后面。");
        }

        var keyFile = files.Key ?? files.File;
        var key = files.Key is null ? text : System.Text.Encoding.UTF8.GetString(Bytes(keyFile));
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new CertificateRefusedException($"文件 {keyFile} 里没有私钥：请用 --certificate-key 写明 PEM 格式的私钥文件。");
        }

        var isLocked = key.Contains("ENCRYPTED", StringComparison.Ordinal);
        if (isLocked && password is null)
        {
            throw new CertificateRefusedException($"私钥文件 {keyFile} 有密码：请写在环境变量 Training__Certificate__Password 里，或用 --certificate-password-file 指明存密码的文件。");
        }

        try
        {
            // The leaf is the first certificate of a chain file.
            all[0] = isLocked ? X509Certificate2.CreateFromEncryptedPem(text, key, password) : X509Certificate2.CreateFromPem(text, key);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new CertificateRefusedException(
                $"私钥文件 {keyFile} 和证书 {files.File} 配不上：请核对私钥是不是这张证书的{(isLocked ? "、密码对不对" : "")}。", wrong);
        }

        return all;
    }

    private static bool Pem(string file) => Bytes(file).AsSpan().IndexOf("-----BEGIN "u8) >= 0;

    private static string? PasswordOf(CertificateFiles files) =>
        files.PasswordFile is { } file ? System.Text.Encoding.UTF8.GetString(Bytes(file)).TrimEnd('\r', '\n') : files.Password;

    private static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CertificateRefusedException($"找不到文件 {file}：请核对写法；相对路径从执行命令的文件夹算起。", missing);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new CertificateRefusedException($"文件 {file} 读不了：请核对它是不是文件，以及运行网站的账户有没有读它的权限。", closed);
        }
    }
}
