using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VividMed.Dashboard.Access;
using VividMed.Dashboard.Datasets;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Quarantine;

/// <summary>
/// Pictures of studies in quarantine, for those who judge studies: nobody has looked at these yet, and their pixels may hold what no sample
/// would, such as a name.
/// </summary>
internal static class QuarantineEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/quarantine/image.png", AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        string store, string study, int image, string? run, HttpContext context, KnownStores stores, SetAsideStudies studies)
    {
        if (!Visitor.Of(context.User).May(Role.Reviewer)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var found = await stores.FindAsync(store, context.RequestAborted) is { } known ? await studies.FindAsync(known, run, study, context.RequestAborted) : null;
            return found?.Files is { } files && image >= 0 && image < files.Images.Count
                ? Results.Bytes(await SourcePicture.PaintAsync(found.Dataset, files.Images[image], context.RequestAborted), "image/png")
                : Results.NotFound();
        }
        catch (RpcException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception unreadable) when (unreadable is ReasonException or IOException or UnauthorizedAccessException)
        {
            return Results.Text((unreadable as ReasonException)?.Code ?? "unreadable-file", "text/plain", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }
}
