using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace Training.Testing.Site;

/// <summary>Keeps cookies as a browser does; redirects are left to the test to see.</summary>
internal sealed class CookieJar() : CookieContainerHandler(new CookieContainer());
