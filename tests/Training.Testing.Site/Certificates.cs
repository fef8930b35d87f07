using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Training.Testing.Site;

/// <summary>A root, an authority under it and a leaf for 127.0.0.1, localhost and sanjin.example, as a city would get them; all made here.</summary>
public sealed class Certificates : IDisposable
{
    public const string Password = "钥匙 2026!";

    private readonly RSA key = RSA.Create(2048);

    public Certificates(DateTimeOffset? from = null, DateTimeOffset? until = null, string name = "localhost")
    {
        var now = TimeProvider.System.GetUtcNow();
        using var rootKey = RSA.Create(2048);
        using var middleKey = RSA.Create(2048);
        Root = Authority("CN=Test root", rootKey).CreateSelfSigned(now.AddYears(-3), now.AddYears(3));
        using var middle = Authority("CN=Test authority", middleKey).Create(Root, now.AddYears(-3), now.AddYears(2), [2]).CopyWithPrivateKey(middleKey);
        Middle = X509CertificateLoader.LoadCertificate(middle.RawData);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddDnsName("sanjin.example");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(middle, from ?? now.AddDays(-1), until ?? now.AddDays(60), [3]);
        Leaf = leaf.CopyWithPrivateKey(key);
        File.WriteAllBytes(Pfx, new X509Certificate2Collection { Leaf, Middle }.Export(X509ContentType.Pfx, Password)!);
        File.WriteAllText(Chain, Leaf.ExportCertificatePem() + "\n" + Middle.ExportCertificatePem() + "\n");
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(LockedKey, key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
        File.WriteAllText(PasswordFile, Password + "\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("training-tls-").FullName;

    public X509Certificate2 Root { get; }

    public X509Certificate2 Middle { get; }

    public X509Certificate2 Leaf { get; }

    public string Pfx => Path.Combine(Folder, "site.pfx");

    public string Chain => Path.Combine(Folder, "chain.pem");

    public string Key => Path.Combine(Folder, "key.pem");

    public string LockedKey => Path.Combine(Folder, "locked-key.pem");

    public string PasswordFile => Path.Combine(Folder, "password.txt");

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static CertificateRequest Authority(string name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request;
    }
}
