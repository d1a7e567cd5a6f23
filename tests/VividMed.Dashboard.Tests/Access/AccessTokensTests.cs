using VividMed.Dashboard.Access;

namespace VividMed.Dashboard.Tests.Access;

public sealed class AccessTokensTests
{
    [Fact]
    public void Each_role_has_a_token_of_its_own_and_no_other_text_is_one()
    {
        var tokens = new AccessTokens();

        Assert.All(Enum.GetValues<Role>(), role => Assert.Equal(role, tokens.RoleOf(tokens.Of(role))));
        Assert.Null(tokens.RoleOf(null));
        Assert.Null(tokens.RoleOf(""));
        Assert.Null(tokens.RoleOf(tokens.Of(Role.Viewer) + "0"));
        Assert.Null(new AccessTokens().RoleOf(tokens.Of(Role.Operator)));
    }

    [Theory]
    [InlineData(Role.Viewer, Role.Operator, false)]
    [InlineData(Role.Reviewer, Role.Viewer, true)]
    [InlineData(Role.Operator, Role.Operator, true)]
    public void A_role_may_do_what_those_below_it_may(Role role, Role needed, bool may) =>
        Assert.Equal(may, Visitor.Of(new Visitor("somebody", role).ToPrincipal()).May(needed));

    [Fact]
    public void Whoever_is_not_signed_in_may_only_look() => Assert.Equal(Role.Viewer, Visitor.Of(new()).Role);
}
