using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Command;

/// <summary>The test city with a headquarters, where <see cref="TestCallers.Headquarters"/> sits.
/// </summary>
internal static class CommandedCity
{
    public static Task<TestCity> StartAsync(DatabaseEngine engine)
    {
        var pack = TestPack.Create();
        return TestCity.StartAsync(engine, pack with
        {
            Organizations =
            [
                .. pack.Organizations,
                new Organization(
                    "c-hq", OrganizationTree.Command, null, "/c-hq/", "总指挥部", "Headquarters",
                    "headquarters", null),
            ],
        });
    }
}
