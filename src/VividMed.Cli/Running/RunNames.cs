using System.Globalization;
using System.Security.Cryptography;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>
/// A run's default name tells when it began and is like no other: a run is one bringing of a dataset to the present, and what it makes is
/// known by content, not by name.
/// </summary>
internal static class RunNames
{
    public static string New(SynthesisRequest request, DateTimeOffset now) => New(request.Dataset, now);

    public static string New(string what, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}-{now.UtcDateTime:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
}
