using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Identity;

namespace Training.Web.Features.Identity;

public sealed class SignInForm
{
    [Required(ErrorMessage = "账号还没填。")]
    [StringLength(100, ErrorMessage = "账号太长了，看看是不是填错了格子。")]
    public string? UserName { get; set; }

    [Required(ErrorMessage = "密码还没填。")]
    [StringLength(200, ErrorMessage = "密码太长了，看看是不是填错了格子。")]
    public string? Password { get; set; }

    public bool Remember { get; set; }

    public string? Next { get; set; }

    /// <summary>Only beside a database that was filled as the demonstration.</summary>
    [BindNever]
    public List<DemonstrationAccount> Accounts { get; } = [];
}
