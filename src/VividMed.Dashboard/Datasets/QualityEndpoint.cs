using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace VividMed.Dashboard.Datasets;

/// <summary>The page of a version's quality, of stores alone that runs of the hub wrote to.</summary>
internal static class QualityEndpoint
{
    public static async Task<IResult> ReadAsync(
        string? store, int version, KnownStores stores, [FromServices] QualityReader? quality, CancellationToken cancellationToken)
    {
        if (quality is null || await stores.FindAsync(store, cancellationToken) is not { } known) return Results.NotFound();
        return Results.Content(await quality(stores.Open(known), version, cancellationToken), "text/html; charset=utf-8");
    }
}
