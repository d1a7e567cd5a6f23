using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>
/// Pictures of samples for the browser. What an address names never changes, so a browser keeps it for as long as it likes, for one person
/// alone.
/// </summary>
internal static class SampleEndpoints
{
    private const string Kept = "private, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var sample = routes.MapGroup("/runs/{run}/versions/{version:int}/samples/{key}");
        sample.MapGet("thumbnail.png", (string run, int version, string key, string? of, HttpContext context, SamplePictures pictures) =>
            AnswerAsync(context, "image/png", of, () => pictures.ThumbnailAsync(new(run, version, key, of), context.RequestAborted)));
        sample.MapGet("images/{image:int}.png", (string run, int version, string key, int image, string? of, HttpContext context, SamplePictures pictures) =>
            AnswerAsync(context, "image/png", of, () => pictures.ImageAsync(new(run, version, key, of), image, context.RequestAborted)));
        sample.MapGet("images/{image:int}/{plane}/{slice:int}.png", (string run, int version, string key, int image, string plane, int slice, string? window, string? of, HttpContext context, SamplePictures pictures) =>
            AnswerAsync(context, "image/png", of, () => pictures.SliceAsync(new(run, version, key, of), image, plane, slice, window, context.RequestAborted)));
        sample.MapGet("images/{image:int}/{plane}/{slice:int}.json", (string run, int version, string key, int image, string plane, int slice, string? of, HttpContext context, SamplePictures pictures) =>
            AnswerAsync(context, "application/json", of, () => pictures.PathsAsync(new(run, version, key, of), image, plane, slice, context.RequestAborted)));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, string type, string? of, Func<Task<byte[]?>> make)
    {
        try
        {
            if (await make() is not { } content) return Results.NotFound();
            context.Response.Headers.CacheControl = of is null ? "private, no-cache" : Kept;
            return Results.Bytes(content, type, entityTag: new EntityTagHeaderValue($"\"{Sha256.Of(content)[..32]}\""));
        }
        catch (ReasonException unreadable)
        {
            // The code says what is wrong; words of a message may name more than an address should.
            return Results.Text(unreadable.Code, "text/plain", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }
}
