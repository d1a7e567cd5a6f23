using System.Security.Cryptography;
using System.Text.Json;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>
/// A run's default name follows from what it makes, not from where: dataset, options and what is chosen of it.
/// So the same command always finds its own run, on any machine and with any output.
/// </summary>
internal static class RunNames
{
    public static string For(SynthesisRequest request)
    {
        var making = new
        {
            request.Dataset,
            request.Options,
            request.Training,
            Chosen = (request.Splits, request.Views, request.Limit, request.AllReconstructions) is ([], [], null, false)
                ? null
                : new { request.Splits, request.Views, request.Limit, request.AllReconstructions },
            Ids = request.IdsFile is null ? null : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(request.IdsFile))),
        };
        return $"{request.Dataset}-{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(making)))[..8]}";
    }
}
