using System.Net;
using CsCheck;
using VividMed.Reports.Llm;

namespace VividMed.Reports.Tests.Llm;

public sealed class PrivateNetworkTests
{
    [Fact]
    public void A_mapped_address_is_as_private_as_the_one_that_it_maps() => Gen.Byte.Array[4].Sample(static bytes =>
    {
        var plain = new IPAddress(bytes);
        Assert.Equal(IsPrivate(bytes), PrivateNetwork.Contains(plain));
        Assert.Equal(IsPrivate(bytes), PrivateNetwork.Contains(plain.MapToIPv6()));
    });

    [Theory]
    [InlineData("fc00::", true)]
    [InlineData("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false)]
    [InlineData("fe00::", false)]
    [InlineData("::2", false)]
    [InlineData("::10.0.0.1", false)] // compatible, not mapped: nobody routes it into the house
    [InlineData("64:ff9b::10.0.0.1", false)] // translated by whoever runs the gateway
    [InlineData("2002:a00:1::", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("172.15.255.255", false)]
    [InlineData("192.169.0.0", false)]
    public void Only_loopback_and_unique_local_addresses_of_the_newer_protocol_are_private(string address, bool expected) =>
        Assert.Equal(expected, PrivateNetwork.Contains(IPAddress.Parse(address)));

    private static bool IsPrivate(byte[] address) => address switch
    {
        [127 or 10, ..] => true,
        [172, var second, ..] => second is >= 16 and <= 31,
        [192, 168, ..] => true,
        _ => false,
    };
}
