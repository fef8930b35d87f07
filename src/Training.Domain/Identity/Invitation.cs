using Training.Domain.Persistence;

namespace Training.Domain.Identity;

/// <summary>The other departments that take part (濮民〔2023〕63号 names them beside 民政).</summary>
public enum BureauKind
{
    /// <summary>卫生健康</summary>
    Health,

    /// <summary>教育</summary>
    Education,

    /// <summary>人力资源和社会保障</summary>
    HumanResources,

    /// <summary>财政</summary>
    Finance,

    /// <summary>老龄办</summary>
    Ageing,
}

/// <summary>
/// An open door for one member of the staff: who it is, what the account will reach, until when. The link that opens it goes out once and
/// is kept only as a hash. Without an account it makes one; with an account it is a new key for it (forgotten password, lost phone).
/// </summary>
public sealed class Invitation : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public required byte[] TokenHash { get; set; }

    /// <summary>The account that gets a new key; null makes a new one.</summary>
    public long? AccountId { get; set; }

    public required string DisplayName { get; set; }

    public required string Role { get; set; }

    public long RegionCode { get; set; }

    /// <summary>For those who work for one station.</summary>
    public long? StationId { get; set; }

    public long? OrganizationId { get; set; }

    public long? TrainerId { get; set; }

    public BureauKind? Bureau { get; set; }

    public required byte[] PhoneSealed { get; set; }

    public long? InvitedBy { get; set; }

    public DateTime CreatedUtc { get; set; }

    public DateTime ExpiresUtc { get; set; }

    public DateTime? AcceptedUtc { get; set; }

    public DateTime? WithdrawnUtc { get; set; }

    public long Version { get; set; }

    public bool IsOpen(DateTime nowUtc) => AcceptedUtc is null && WithdrawnUtc is null && nowUtc < ExpiresUtc;
}
