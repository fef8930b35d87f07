using Microsoft.Extensions.Logging.Abstractions;
using Training.Testing;
using Training.Testing.Site;
using Training.Web.Hosting;

namespace Training.Web.Tests.Hosting;

/// <summary>What ./run --certificate takes, and what it says to the person who started it when it cannot.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private readonly Certificates city = new();

    public void Dispose() => city.Dispose();

    [Fact]
    public void A_pfx_with_its_password_is_taken_with_its_chain()
    {
        var shown = Open(city.Pfx, password: Certificates.Password);

        Assert.Equal(city.Leaf.Thumbprint, shown.TargetCertificate.Thumbprint);
        Assert.Equal([city.Middle.Thumbprint], shown.IntermediateCertificates.Select(c => c.Thumbprint));
    }

    [Fact]
    public void A_password_may_lie_in_a_file() => Assert.NotNull(Open(city.Pfx, passwordFile: city.PasswordFile));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pem_pair_is_taken_with_its_chain(bool isLocked)
    {
        var shown = isLocked ? Open(city.Chain, city.LockedKey, Certificates.Password) : Open(city.Chain, city.Key);

        Assert.Equal(city.Leaf.Thumbprint, shown.TargetCertificate.Thumbprint);
        Assert.Equal([city.Middle.Thumbprint], shown.IntermediateCertificates.Select(c => c.Thumbprint));
    }

    [Fact]
    public void Key_and_chain_may_lie_in_one_pem_file()
    {
        var both = Path.Combine(city.Folder, "both.pem");
        File.WriteAllText(both, File.ReadAllText(city.Key) + "\n" + File.ReadAllText(city.Chain));

        Assert.Equal(city.Leaf.Thumbprint, Open(both).TargetCertificate.Thumbprint);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_a_sentence()
    {
        using var other = new Certificates();
        var garbage = Path.Combine(city.Folder, "garbage.pfx");
        File.WriteAllText(garbage, "nothing");

        Assert.Contains("找不到文件 /nowhere/site.pfx", Sentence("/nowhere/site.pfx"), StringComparison.Ordinal);
        Assert.Contains("读不了", Sentence(city.Folder), StringComparison.Ordinal);
        Assert.Contains("密码不对", Sentence(city.Pfx, password: "wrong"), StringComparison.Ordinal);
        Assert.Contains("可能有密码", Sentence(city.Pfx), StringComparison.Ordinal);
        Assert.Contains("不是 PFX", Sentence(garbage, password: "x"), StringComparison.Ordinal);
        Assert.Contains("没有证书", Sentence(city.Key), StringComparison.Ordinal);
        Assert.Contains("没有私钥", Sentence(city.Chain), StringComparison.Ordinal);
        Assert.Contains("没有私钥", Sentence(city.Chain, city.Chain), StringComparison.Ordinal);
        Assert.Contains("配不上", Sentence(city.Chain, other.Key), StringComparison.Ordinal);
        Assert.Contains("私钥文件", Sentence(city.Chain, city.LockedKey), StringComparison.Ordinal);
        Assert.Contains("密码对不对", Sentence(city.Chain, city.LockedKey, "wrong"), StringComparison.Ordinal);
        Assert.Contains("找不到文件 /nowhere/password", Sentence(city.Pfx, passwordFile: "/nowhere/password"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_out_of_its_time_is_refused_with_its_day()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var past = new Certificates(now.AddDays(-90), now.AddDays(-1));
        using var coming = new Certificates(now.AddDays(1), now.AddDays(90));

        Assert.Contains($"已于 {now.AddDays(-1).LocalDateTime:yyyy-MM-dd} 过期", Sentence(past.Chain, past.Key), StringComparison.Ordinal);
        Assert.Contains("起才有效", Sentence(coming.Pfx, password: Certificates.Password), StringComparison.Ordinal);
    }

    [Fact]
    public void A_renewed_file_is_taken_up_without_a_restart_and_a_broken_one_is_not()
    {
        var clock = new FakeClock(TimeProvider.System.GetUtcNow().UtcDateTime);
        var held = ServerCertificate.Open(new CertificateFiles(city.Chain, city.Key, null, null), clock);
        using var renewed = new Certificates();

        Copy(renewed.Chain, city.Chain);
        Copy(renewed.Key, city.Key);
        Assert.Equal(city.Leaf.Thumbprint, Shown());
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(renewed.Leaf.Thumbprint, Shown());

        File.WriteAllText(city.Key, "half a key");
        File.SetLastWriteTimeUtc(city.Key, clock.GetUtcNow().UtcDateTime.AddSeconds(9));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(renewed.Leaf.Thumbprint, Shown());

        string Shown() => held.Current(NullLogger.Instance).TargetCertificate.Thumbprint;

        void Copy(string from, string to)
        {
            File.Copy(from, to, overwrite: true);
            File.SetLastWriteTimeUtc(to, clock.GetUtcNow().UtcDateTime.AddSeconds(5));
        }
    }

    private static System.Net.Security.SslStreamCertificateContext Open(string file, string? key = null, string? password = null, string? passwordFile = null) =>
        ServerCertificate.Open(new CertificateFiles(file, key, password, passwordFile), TimeProvider.System).Current(NullLogger.Instance);

    private static string Sentence(string file, string? key = null, string? password = null, string? passwordFile = null) =>
        Assert.Throws<CertificateRefusedException>(() => Open(file, key, password, passwordFile)).Message;
}
