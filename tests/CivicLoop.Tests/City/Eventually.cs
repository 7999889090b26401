namespace CivicLoop.Tests.City;

/// <summary>Waits for what the city does by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task HoldsAsync(Func<Task<bool>> holds)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(begun) < Most, "It did not come true in time.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
