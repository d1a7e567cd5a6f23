using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage.Network;

public sealed class AdaptableLinearTests
{
    [Fact]
    public void A_change_begins_as_nothing()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var layer = new AdaptableLinear(6, 5);
        var input = randn(4, 6);
        var before = layer.call(input);
        layer.Adapt(rank: 2, alpha: 8);
        Assert.True(allclose(before, layer.call(input)));
    }

    [Fact]
    public void A_change_is_the_product_of_its_factors_times_alpha_over_the_root_of_the_rank()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var layer = new AdaptableLinear(6, 5);
        var input = randn(4, 6);
        var before = layer.call(input);
        layer.Adapt(rank: 4, alpha: 3);
        var factors = layer.Factors().ToDictionary(static factor => factor.Name, static factor => factor.Value);
        using (no_grad()) factors["up"].copy_(randn(5, 4));
        var wanted = before + (input.matmul(factors["down"].t()).matmul(factors["up"].t()) * (3 / 2.0));
        Assert.True(allclose(wanted, layer.call(input), rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void Merged_it_gives_what_it_gave_without_a_change_of_its_own()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var layer = new AdaptableLinear(6, 5, hasBias: false);
        var input = randn(4, 6);
        layer.Adapt(rank: 3, alpha: 8);
        using (no_grad()) layer.Factors().Last().Value.copy_(randn(5, 3));
        var adapted = layer.call(input);
        layer.Merge();
        Assert.Empty(layer.Factors());
        Assert.True(allclose(adapted, layer.call(input), rtol: 1e-4, atol: 1e-5));
    }
}
