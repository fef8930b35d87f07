using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Training.Web.Features.Errors;

namespace Training.Web.Tests.Hosting;

/// <summary>A person is told what went wrong as far as somebody can do something about it.</summary>
public class ErrorPageTests
{
    [Fact]
    public void A_full_disk_is_called_one() => Assert.Equal((507, "服务器的磁盘满了"), After(new DbUpdateException("", new SqliteException("full", 13))));

    [Fact]
    public void Anything_else_is_a_fault_of_the_site() => Assert.Equal((500, "网站出了点毛病"), After(new DbUpdateException("", new SqliteException("constraint", 19))));

    private static (int Status, string Title) After(Exception failure)
    {
        var http = new DefaultHttpContext { Request = { Headers = { Accept = "text/html" } } };
        http.Features.Set<IExceptionHandlerFeature>(new ExceptionHandlerFeature { Error = failure });
        var shown = Assert.IsType<ViewResult>(new ErrorsController { ControllerContext = new() { HttpContext = http } }.Show(500));
        return (http.Response.StatusCode, Assert.IsType<ErrorPage>(shown.Model).Title);
    }
}
