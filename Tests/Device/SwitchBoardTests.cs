using nanoFramework.TestFramework;
using Sotto.Devices.Host;
using Sotto.Firmware;

namespace Sotto.Tests;

/// <summary>Other boards than a light and a lamp, which VoiceSwitchTests have.</summary>
[TestClass]
public class SwitchBoardTests
{
    private static SwitchedDevice[] _devices;

    [DataRow("on", "100 0 0 0")]
    [DataRow("right on", "0 100 0 0")]
    [DataRow("left on", "0 0 0 100")]
    [DataRow("left left left left on", "100 0 0 0")]
    [DataRow("right right right right right on", "0 100 0 0")]
    [DataRow("up", "0 0 20 0")]
    [DataRow("left up", "0 0 0 20")]
    [DataRow("right right up up off on", "0 0 40 0")]
    [DataRow("go", "100 100 100 100")]
    [DataRow("go stop", "0 0 0 0")]
    [DataRow("go no", "0 0 0 0")]
    [DataRow("left on right no on", "0 0 0 100")]
    public void FourDevices(string words, string levels)
    {
        Make();
        SwitchBoard board = new SwitchBoard(_devices);
        Do(board, words);
        Assert.AreEqual(levels, Levels());
    }

    [TestMethod]
    public void WhatTheHomeSwitchedIsNotTakenBack()
    {
        Make();
        SwitchBoard board = new SwitchBoard(_devices);
        Do(board, "go");
        board.Switch(0, false);
        Do(board, "no");
        Assert.AreEqual("0 100 100 100", Levels());
        board.Dim(2, 30);
        board.Switch(2, false);
        board.Switch(2, true);
        Assert.AreEqual("0 100 30 100", Levels());
    }

    [TestMethod]
    public void NoDevicesAndNoDimmerDoNoHarm()
    {
        _devices = new SwitchedDevice[0];
        SwitchBoard board = new SwitchBoard(_devices);
        Do(board, "on off up down left right go stop no yes");
        Assert.IsNull(board.Chosen);
        Make();
        _devices = new SwitchedDevice[] { _devices[0] };
        board = new SwitchBoard(_devices);
        UnderstoodCommand understood = board.Do(Command.Find("up"));
        Assert.IsNull(understood.Name);
        Assert.IsFalse(board.WasSet(0));
        Do(board, "left right on");
        Assert.AreEqual("100", Levels());
    }

    private static void Make()
    {
        _devices = new SwitchedDevice[]
        {
            new SwitchedDevice(new SimulatedRelay("fan"), ""), new SwitchedDevice(new SimulatedRelay("pump"), "garden"),
            new SwitchedDevice(new SimulatedDimmer("lamp"), ""), new SwitchedDevice(new SimulatedDimmer("strip"), ""),
        };
    }

    private static void Do(SwitchBoard board, string words)
    {
        string[] each = words.Split(' ');
        for (int i = 0; i < each.Length; i++)
        {
            board.Do(Command.Find(each[i]));
        }
    }

    private static string Levels()
    {
        string levels = "";
        for (int i = 0; i < _devices.Length; i++)
        {
            levels += (i == 0 ? "" : " ") + _devices[i].Level.ToString();
        }

        return levels;
    }
}
