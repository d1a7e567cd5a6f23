using Microsoft.AspNetCore.Http;

namespace VividMed.Dashboard.Layout;

/// <summary>Light or dark, as somebody chose it; the choice lies in a cookie, so that the first paint is right already.</summary>
internal static class ColorChoice
{
    /// <summary>What the page's script writes.</summary>
    public const string Cookie = "vividmed-colors";

    /// <summary>To go by what the system is set to.</summary>
    public const string System = "system";

    public static IReadOnlyList<string> All { get; } = [System, "light", "dark"];

    public static string Of(HttpContext context) => All.FirstOrDefault(choice => choice == context.Request.Cookies[Cookie]) ?? System;
}
