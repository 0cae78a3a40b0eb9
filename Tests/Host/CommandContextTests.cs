using Sotto.Models.Intent;
using Sotto.Models.Text;
using Xunit;

namespace Sotto.HostTests;

public class CommandContextTests
{
    private readonly CommandContext _context = new(IntentModel.Load(SmallIntentModel.Make(1)), 30_000);

    [Fact]
    public void AnotherRoomTakesThePlaceOfTheLast()
    {
        Say("TurnOn", 0, ("area", "Kitchen"), ("domain", "light"));
        Assert.Equal("TurnOn domain=light area=Bedroom", Again(10_000, ("area", "Bedroom")));
    }

    [Fact]
    public void ARoomAfterADeviceMeansWhatTheDeviceWas()
    {
        Say("TurnOn", 0, ("name", "Desk Lamp"));
        Assert.Equal("TurnOn area=Kitchen domain=light", Again(10_000, ("area", "Kitchen")));
    }

    [Fact]
    public void ADeviceTakesThePlaceOfARoom()
    {
        Say("TurnOn", 0, ("area", "Kitchen"), ("domain", "light"));
        Assert.Equal("TurnOn name=Desk Lamp", Again(10_000, ("name", "Desk Lamp")));
    }

    [Theory]
    [InlineData("brightness", "50", "more", "60")]
    [InlineData("brightness", "95", "more", "100")]
    [InlineData("brightness", "4", "less", "0")]
    [InlineData("temperature", "20.5", "more", "21.5")]
    [InlineData("volume_step", "-10", "less", "10")]
    [InlineData("volume_step", "-10", "more", "-10")]
    public void ABitMoreMovesTheNumber(string slot, string before, string amount, string after)
    {
        Say("Set", 0, (slot, before));
        Assert.Equal($"Set {slot}={after}", Again(1, ("amount", amount)));
    }

    [Fact]
    public void LessAfterUpIsDown()
    {
        Say("Volume", 0, ("volume_step", "up"));
        Assert.Equal("Volume volume_step=down", Again(1, ("amount", "less")));
        Assert.Equal("Volume volume_step=down", Again(2, ("amount", "more")));
    }

    [Fact]
    public void AnotherNumberTakesThePlaceOfTheLast()
    {
        Say("Set", 0, ("name", "Desk Lamp"), ("brightness", "50"));
        Assert.Equal("Set name=Desk Lamp brightness=40", Again(1, ("value", "40")));
    }

    [Fact]
    public void NothingIsRememberedForEver()
    {
        Say("TurnOn", 0, ("area", "Kitchen"));
        Assert.Equal("TurnOn area=Bedroom", Again(30_000, ("area", "Bedroom")));
        Assert.Equal("Incomplete", Again(60_001, ("area", "Kitchen")));
    }

    [Fact]
    public void WithoutACommandThereIsNothingToRepeat()
    {
        Assert.Equal("Incomplete", Again(0, ("area", "Kitchen")));
        Say("TurnOn", 0, ("area", "Kitchen"));
        _context.Forget();
        Assert.Equal("Incomplete", Again(0, ("area", "Kitchen")));
    }

    [Fact]
    public void WhatHasNoNumberHasNoMore()
    {
        Say("TurnOn", 0, ("area", "Kitchen"));
        Assert.Equal("Incomplete", Again(0, ("amount", "more")));
    }

    private void Say(string intent, long now, params (string Slot, string Value)[] slots) => _context.Resolve(Answer(intent, IntentKind.Command, slots), now);

    private string Again(long now, params (string Slot, string Value)[] slots)
    {
        IntentAnswer answer = Answer("SottoAgain", IntentKind.Again, slots);
        _context.Resolve(answer, now);
        IntentFrame frame = answer.Frames[0];
        return answer.Refusal != Refusal.None ? answer.Refusal.ToString()
            : string.Join(' ', Enumerable.Range(0, frame.Count).Select(i => $"{frame.Slots[i]}={frame.Values[i]}").Prepend(frame.Intent));
    }

    private static IntentAnswer Answer(string intent, IntentKind kind, (string Slot, string Value)[] slots)
    {
        IntentAnswer answer = new() { Count = 1 };
        answer.Frames[0].Intent = intent;
        answer.Frames[0].Kind = kind;
        foreach ((string slot, string value) in slots)
        {
            answer.Frames[0].Set(slot, value, Decimals.TryParse(value, out _));
        }

        return answer;
    }
}
