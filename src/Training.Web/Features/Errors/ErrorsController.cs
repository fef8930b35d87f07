using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Evidence;
using Training.Domain.Shared;

namespace Training.Web.Features.Errors;

/// <summary>What a person reads when a page does not come: what happened, what is safe, what to do next.</summary>
[AllowAnonymous]
public sealed class ErrorsController : Controller
{
    [Route("error/{status:int}")]
    [IgnoreAntiforgeryToken]
    [ResponseCache(NoStore = true)]
    public IActionResult Show(int status)
    {
        if (HttpContext.Features.Get<IExceptionHandlerFeature>() is { Error: var failure } && DiskRoom.IsFull(failure))
        {
            status = StatusCodes.Status507InsufficientStorage;
        }

        var page = ErrorPage.For(status);
        Response.StatusCode = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        return WantsPage() ? View("Error", page) : Json(new { message = page.Say });
    }

    private bool WantsPage() => Request.Headers.Accept.ToString() is { Length: > 0 } accept
        && (accept.Contains("text/html", StringComparison.Ordinal) || accept.Contains("*/*", StringComparison.Ordinal))
        && !accept.Contains("application/json", StringComparison.Ordinal);
}

public sealed record ErrorPage(int Status, string Title, string Say, string Next)
{
    public static ErrorPage For(int status) => status switch
    {
        400 => new(status, "这次没办成", "页面放得太久了，或者发来的内容不全。", "退回去刷新一下，再做一次。"),
        401 or 403 => new(status, "这里您进不去", "您不能看这个县区的记录，或者这一页不归您的账号管。", $"要看，找{HomeCity.Here.Bureau}{HomeCity.Here.Office}，电话 {HomeCity.Here.ServiceLine} 转。"),
        404 => new(status, "没有这一页", "地址写错了，或者这条记录已经撤下。", $"从首页重新找，或者打 {HomeCity.Here.ServiceLine} 问一问。"),
        413 => new(status, "文件太大了", "这个文件超过了能收的大小，没有收下。", "把视频剪短一些，或者压小一点再传。"),
        429 => new(status, "点得太快了", "刚才短时间里试了很多次，先停一停。您的账号没有问题。", "过一分钟再试。"),
        503 => new(status, "正在整理", "网站正在维护，记录都在。", "过几分钟刷新。"),
        507 => new(status, "服务器的磁盘满了", "这次没有存上，已经存下的记录都在。", "您写的内容先别关掉，退回去就能看见。请告诉管理网站的人腾出地方，再存一次。"),
        >= 500 => new(status, "网站出了点毛病", "这次没办成，已经存下的记录都在。毛病已经记下，有人会看。", $"过一会儿刷新再试。还不行，打 {HomeCity.Here.ServiceLine}。"),
        _ => new(status, "这次没办成", "网站没有看懂这次请求。", "退回去刷新一下，再试一次。"),
    };
}
