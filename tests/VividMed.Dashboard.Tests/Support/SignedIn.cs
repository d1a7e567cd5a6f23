using Microsoft.AspNetCore.Components.Authorization;
using VividMed.Dashboard.Access;

namespace VividMed.Dashboard.Tests.Support;

/// <summary>Somebody who has signed in.</summary>
internal sealed class SignedIn(Visitor visitor) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(visitor.ToPrincipal()));

    /// <summary>A desk at which somebody of a role stands; what is done is written into the file, if there is one.</summary>
    public static DeedDesk Desk(Role role, string? file = null) =>
        new(new SignedIn(new Visitor("somebody", role)), new AuditLog(file, TimeProvider.System), static failure => failure.Message);
}
